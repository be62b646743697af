"""Pages drawn for the tests of recognition: every name and number on them is invented."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from tests.vision.drawing import bgr, font

FORM = (
    "社会保险登记表",
    "单位名称：东江晨曦机械有限公司",
    "统一社会信用代码：91441900MA4WQ1U54T",
    "法定代表人：欧阳静怡",
    "联系电话：13800138000",
    "成立日期：2019年03月21日",
    "住所：东江市建设路88号3栋502室",
)
CELLS = ("黄磊", "徐静", "朱强", "3402", "男", "2024-05", "9860.50", "440105199003076154")


def page(lines: Sequence[str], size: tuple[int, int] = (1240, 900), pixels: int = 34) -> np.ndarray:
    """Lines of `pixels` height, one below the other, the first 100 pixels from the top and left."""
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        pen.text((100, 100 + number * 3 * pixels), line, font=font(pixels), fill=(30, 30, 30))
    return bgr(picture)


def table(cells: Sequence[str], rows: int = 12, pixels: int = 26) -> np.ndarray:
    """A ruled table that repeats `cells` in each row, in columns as wide as they need."""
    picture = Image.new("RGB", (1500, (rows + 2) * 2 * pixels), "white")
    pen = ImageDraw.Draw(picture)
    for row in range(rows):
        x, y = 40, (row + 1) * 2 * pixels
        pen.line([(x, y), (1460, y)], fill=(90, 90, 90), width=2)
        for cell in cells:
            pen.text((x, y + pixels // 3), cell, font=font(pixels), fill=(30, 30, 30))
            x += int(pen.textlength(cell, font=font(pixels))) + 60
    return bgr(picture)


def crop(text: str, pixels: int = 30, margin: int = 4) -> np.ndarray:
    """A tight picture of one line."""
    x0, y0, x1, y1 = (int(value) for value in font(pixels).getbbox(text))
    picture = Image.new("RGB", (x1 - x0 + 2 * margin, y1 - y0 + 2 * margin), "white")
    ImageDraw.Draw(picture).text((margin - x0, margin - y0), text, font=font(pixels), fill=(20, 20, 20))
    return bgr(picture)
