"""Ruled forms described as data: rows of label cells, value cells and tick boxes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from samples.generator.pen import Pen
from samples.generator.sheet import Document, Rect, Sheet, tick_box, union


@dataclass(frozen=True)
class Label:
    text: str
    width: float = 2


@dataclass(frozen=True)
class Value:
    """The cell of field `name`; `also` is printed small behind the value's place."""

    name: str
    width: float = 3


@dataclass(frozen=True)
class Ticks:
    """Printed options; those are ticked whose text is in the field (its parts joined by 、)."""

    name: str
    options: tuple[str, ...]
    width: float = 8


@dataclass(frozen=True)
class Words:
    """A cell of small print, e.g. the agency's opinion."""

    text: str
    width: float = 8


Cell = Label | Value | Ticks | Words


@dataclass(frozen=True)
class Row:
    height: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Block:
    """Rows with a label cell merged along their left side."""

    text: str
    rows: tuple[Row, ...]
    width: float = 1.4


@dataclass(frozen=True)
class Form:
    """What is needed to fill a ruled form in. `show` turns a normalised value into the printed text."""

    sheet: Sheet
    document: Document
    fields: Mapping[str, str]
    pen: Pen
    show: Callable[[str, str], str]
    label_face: str = "song"
    label_size: float = 10.5
    stretch: float = 1.0
    ticks: str = "tick"
    altered: Mapping[str, str] = field(default_factory=dict)

    def draw(self, parts: Sequence[Row | Block], x: float, y: float, width: float) -> float:
        """Draw from (x, y) downwards and return where the table ends."""
        top = y
        for part in parts:
            y = self._block(part, x, y, width) if isinstance(part, Block) else self._row(part, x, y, width)
        self.sheet.frame(x, top, x + width, y, 0.45)
        return y

    def _block(self, block: Block, x: float, y: float, width: float) -> float:
        side = width * block.width / 14
        end = y
        for row in block.rows:
            end = self._row(row, x + side, end, width - side)
        self.sheet.frame(x, y, x + side, end, 0.25)
        self._label(block.text, (x, y, x + side, end))
        return end

    def _row(self, row: Row, x: float, y: float, width: float) -> float:
        unit = width / sum(cell.width for cell in row.cells)
        for cell in row.cells:
            rect = (x, y, x + cell.width * unit, y + row.height * self.stretch)
            self.sheet.frame(*rect, 0.25)
            self._cell(cell, rect)
            x = rect[2]
        return y + row.height * self.stretch

    def _cell(self, cell: Cell, rect: Rect) -> None:
        if isinstance(cell, Label):
            self._label(cell.text, rect)
        elif isinstance(cell, Value):
            self._value(cell.name, rect)
        elif isinstance(cell, Ticks):
            self._ticks(cell, rect)
        else:
            self._words(cell.text, rect)

    def _label(self, text: str, rect: Rect) -> None:
        pen = Pen(self.pen.rng, face=self.label_face, size=self.label_size)
        lines = text.split("\n")
        if len(lines) == 1:
            pen.cell(self.sheet, rect, text, center=True)
            return
        top = (rect[1] + rect[3]) / 2 - len(lines) * 2.6
        for number, line in enumerate(lines):
            y = top + number * 5.2
            pen.cell(self.sheet, (rect[0], y, rect[2], y + 5.2), line, center=True)

    def _value(self, name: str, rect: Rect) -> None:
        value = self.fields.get(name, "")
        if self.altered.get(name) and value:
            rect = self._struck(name, rect)
        box = self.pen.cell(self.sheet, rect, self.show(name, value) if value else "")
        self.document.put(name, value, box)

    def _struck(self, name: str, rect: Rect) -> Rect:
        """Write what stood there first and strike it through; returns the room that is left below."""
        middle = rect[1] + (rect[3] - rect[1]) * 0.5
        box = self.pen.cell(
            self.sheet, (rect[0], rect[1], rect[2], middle), self.show(name, self.altered[name])
        )
        if box is not None:
            to_mm = 25.4 / self.sheet.dpi
            y = (box[1] + box[3]) / 2 * to_mm
            slope = self.pen.rng.uniform(-0.4, 0.4)
            self.sheet.line(box[0] * to_mm - 1, y - slope, box[2] * to_mm + 1, y + slope, 0.45, (24, 30, 90))
        return rect[0], middle, rect[2], rect[3]

    def _ticks(self, cell: Ticks, rect: Rect) -> None:
        chosen = self.fields.get(cell.name, "").split("、")
        ticked = [option for option in cell.options if option in chosen]
        rows = self._tick_rows(cell.options, rect[2] - rect[0] - 1)
        y = (rect[1] + rect[3]) / 2 - (len(rows) - 1) * 2.8 + 1.6
        box: Rect | None = None
        for number, row in enumerate(rows):
            for x, option in row:
                one = self._tick(rect[0] + x, y + number * 5.6, option, option in ticked)
                box = (union(box, one) if box else one) if option in ticked else box
        self.document.put(cell.name, "、".join(ticked), box)

    def _tick_rows(self, options: tuple[str, ...], width: float) -> list[list[tuple[float, str]]]:
        """Options with their place from the left, broken into rows."""
        rows: list[list[tuple[float, str]]] = [[]]
        x = 1.5
        for option in options:
            needed = 7.0 + self.sheet.width_of(option, self.label_face, self.label_size - 0.5)
            if rows[-1] and x + needed - 2 > width:
                rows.append([])
                x = 1.5
            rows[-1].append((x, option))
            x += needed
        return rows

    def _tick(self, x: float, y: float, option: str, ticked: bool) -> Rect:
        if self.ticks == "behind":
            box = self.sheet.text(x, y, option, self.label_face, self.label_size - 0.5)
            tick_box(self.sheet, box[2] * 25.4 / self.sheet.dpi + 0.5, y, ticked)
            return box
        tick_box(self.sheet, x, y, ticked, style=self.ticks)
        return self.sheet.text(x + 4.2, y, option, self.label_face, self.label_size - 0.5)

    def _words(self, text: str, rect: Rect) -> None:
        lines = text.split("\n")
        top = (rect[1] + rect[3]) / 2 - (len(lines) - 1) * 3 + 1.4
        for number, line in enumerate(lines):
            self.sheet.text(rect[0] + 2, top + number * 6, line, self.label_face, self.label_size)
