"""A paper as plain text, to be pasted into the hall's own system."""

from __future__ import annotations

from collections.abc import Iterator

from intake_assist.notice.markup import Cell, Paragraph, Table, blocks
from intake_assist.notice.papers import Paper

_NBSP = "\N{NO-BREAK SPACE}"


def plain_text(paper: Paper) -> str:
    """Lines that end with a line feed. A row of a ruled table becomes one line, each cell with its heading."""
    return "".join(f"{line.replace(_NBSP, ' ').rstrip()}\n" for line in _lines(paper))


def _lines(paper: Paper) -> Iterator[str]:
    for block in blocks(paper.html):
        if isinstance(block, Table):
            yield from _ruled(block) if block.ruled else _arranged(block)
        elif isinstance(block, Paragraph):
            yield from ["", block.text] if block.level else [block.text]


def _arranged(table: Table) -> Iterator[str]:
    for row in table.rows:
        for cell in row:
            yield from (part.text for part in cell.content if isinstance(part, Paragraph))


def _ruled(table: Table) -> Iterator[str]:
    heads: tuple[Cell, ...] = ()
    for row in table.rows:
        if all(cell.head for cell in row):
            heads = row
        elif heads and len(row) == len(heads):
            yield _entry(heads, row)
        elif len(row) == 1:
            yield f"【{_flat(row[0])}】"
        else:
            yield "  ".join(
                f"{_flat(name)}：{_flat(value)}" for name, value in zip(row[::2], row[1::2], strict=False)
            )


def _entry(heads: tuple[Cell, ...], row: tuple[Cell, ...]) -> str:
    """``1. 授权委托书；欠缺情况：未提交；…``: number and name need no heading."""
    number, name, *rest = (_flat(cell) for cell in row)
    told = [f"{_flat(head)}：{text}" for head, text in zip(heads[2:], rest, strict=True) if text]
    return "；".join([f"{number}. {name}", *told])


def _flat(cell: Cell) -> str:
    return "".join(cell.text.split("\n"))
