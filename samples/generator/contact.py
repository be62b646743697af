"""Contact sheets: all pages of a folder of cases in one picture, to look at."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageSequence

from samples.generator.fonts import font


def pages(path: Path) -> list[Image.Image]:
    """The pictures of a file; nothing for other files."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            return [page.render(scale=1.0).to_pil() for page in document]
    if path.suffix in (".jpg", ".png", ".tif"):
        with Image.open(path) as image:
            return [frame.convert("RGB") for frame in ImageSequence.Iterator(image)]
    return []


def contact_sheet(folder: Path, width: int, columns: int = 8) -> Image.Image:
    """All pages below `folder` in rows, each with the name of its file."""
    tiles = [
        (f"{path.parent.name}/{path.name}", page)
        for path in sorted(folder.rglob("*"))
        for page in pages(path)
    ]
    height = round(width * 1.3)
    rows = -(-len(tiles) // columns) or 1
    board = Image.new("RGB", (columns * width, rows * height), (90, 90, 90))
    draw = ImageDraw.Draw(board)
    for place, (name, page) in enumerate(tiles):
        x, y = place % columns * width, place // columns * height
        page.thumbnail((width - 8, height - 24))
        board.paste(page, (x + 4, y + 20))
        draw.text((x + 4, y + 2), name, font=font("hei", 13), fill=(255, 255, 255))
    return board
