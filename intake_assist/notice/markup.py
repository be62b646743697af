"""A paper's HTML as paragraphs and tables, for forms other than print: plain text, Word.

Both are made from the page itself, so that they say what it says, whatever template a supervisor has made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_SILENT = frozenset({"style", "script", "title"})
_PARAGRAPHS = frozenset(
    {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "tr", "table", "br"}
)
_SPACE = re.compile(r"[ \t\r\n]+")
_EDGE = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`level` is that of a heading, 0 for text; `style` the class, `align` left, center, right, or
    empty where the page does not say."""

    text: str
    level: int = 0
    style: str = ""
    align: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    name: str
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """`width` is a share of the table, 0 where none is given."""

    content: tuple[Paragraph | Picture, ...]
    span: int = 1
    head: bool = False
    style: str = ""
    align: str = "left"
    width: float = 0.0

    @property
    def text(self) -> str:
        return "\n".join(part.text for part in self.content if isinstance(part, Paragraph))


@dataclass(frozen=True, slots=True)
class Table:
    """`ruled` tells a table with lines from one that only arranges."""

    rows: tuple[tuple[Cell, ...], ...]
    ruled: bool


Block = Paragraph | Picture | Table


def blocks(html: str) -> tuple[Block, ...]:
    """The blocks of a page in order. Tables within tables are flattened into the outer one."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.finished())


@dataclass(slots=True)
class _Open:
    """What is being read of a table."""

    ruled: bool
    rows: list[list[Cell]] = field(default_factory=list)
    cell: dict[str, str] | None = None
    head: bool = False
    content: list[Paragraph | Picture] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found: list[Block] = []
        self._table: _Open | None = None
        self._depth = 0
        self._silent = 0
        self._text: list[str] = []
        self._about = Paragraph("")

    def finished(self) -> list[Block]:
        self._flush()
        self._close_table()
        return self._found

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._text.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._silent += tag in _SILENT
        if tag in _PARAGRAPHS:
            self._flush()
        if tag in ("p", "div", "li") or re.fullmatch("h[1-6]", tag):
            level = int(tag[1]) if tag[0] == "h" else 0
            self._about = Paragraph("", level, given.get("class", ""), given.get("align", ""))
        elif tag == "img":
            self._put(Picture(given.get("src", ""), self._cell_align()))
        else:
            self._start_of_table(tag, given)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _PARAGRAPHS and tag != "br":
            self._flush()
            self._about = Paragraph("")
        if tag in ("td", "th") and self._depth == 1:
            self._close_cell()
        elif tag == "table" and self._depth:
            self._depth -= 1
            if not self._depth:
                self._close_table()

    def _start_of_table(self, tag: str, given: dict[str, str]) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._table = _Open(
                    "grid" in given.get("class", "") or given.get("border", "0") not in ("", "0")
                )
        elif self._table is not None and self._depth == 1:
            if tag == "tr":
                self._close_cell()
                self._table.rows.append([])
            elif tag in ("td", "th"):
                self._close_cell()
                self._table.cell, self._table.head = given, tag == "th"

    def _cell_align(self) -> str:
        cell = self._table.cell if self._table else None
        return (cell or {}).get("align", "left")

    def _put(self, part: Paragraph | Picture) -> None:
        if self._table is None:
            self._found.append(part)
        elif self._table.cell is not None:
            self._table.content.append(part)

    def _flush(self) -> None:
        text = _SPACE.sub(" ", "".join(self._text)).strip(_EDGE)
        self._text.clear()
        if text:
            about = self._about
            self._put(Paragraph(text, about.level, about.style, about.align))

    def _close_cell(self) -> None:
        self._flush()
        table = self._table
        if table is None or table.cell is None:
            return
        given = table.cell
        if not table.rows:
            table.rows.append([])
        cell = Cell(
            tuple(table.content),
            int(span) if (span := given.get("colspan", "")).isdecimal() else 1,
            table.head,
            given.get("class", ""),
            given.get("align", "center" if table.head else "left"),
            float(width[:-1]) / 100 if re.fullmatch(r"\d{1,3}%", width := given.get("width", "")) else 0.0,
        )
        table.rows[-1].append(cell)
        table.cell, table.content = None, []

    def _close_table(self) -> None:
        self._close_cell()
        if self._table is not None and self._table.rows:
            self._found.append(Table(tuple(tuple(row) for row in self._table.rows if row), self._table.ruled))
        self._table = None
