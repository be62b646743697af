"""Papers drawn for the tests of vision: every name and number on them is invented.

All functions return BGR uint8 pictures. Papers are drawn at `DPI` on A4; cards at their true size.
"""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

DPI = 200
A4 = (1654, 2339)
CARD = (674, 425)  # 85.6 x 54 mm
FONTS = Path("/usr/share/fonts/opentype/noto")  # Debian: fonts-noto-cjk
WORDS = (
    "用人单位参加社会保险登记应当向当地社会保险经办机构提交营业执照副本法定代表人居民身份证开户许可证和授权委托书"
    "职工姓名性别出生年月联系电话工资基数养老失业工伤生育医疗缴费起始时间经办人签字盖章日期地址邮政编码注册资本"
    "北京市朝阳区建国路八十八号院技术开发咨询服务销售电子产品机械设备日用百货货物进出口依法须经批准的项目"
)


@cache
def font(size: int, bold: bool = False, serif: bool = True) -> ImageFont.FreeTypeFont:
    """A Noto CJK font; FileNotFoundError names the missing Debian package."""
    path = FONTS / f"Noto{'Serif' if serif else 'Sans'}CJK-{'Bold' if bold else 'Regular'}.ttc"
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: apt-get install fonts-noto-cjk")
    return ImageFont.truetype(str(path), size)


def words(rng: random.Random, count: int) -> str:
    start = rng.randrange(len(WORDS))
    return "".join(WORDS[(start + i * rng.choice((1, 1, 1, 2))) % len(WORDS)] for i in range(count))


def bgr(picture: Image.Image) -> np.ndarray:
    return np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:, :, ::-1])


def _paper(size: tuple[int, int]) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", size, "white")
    return picture, ImageDraw.Draw(picture)


def _seal(draw: ImageDraw.ImageDraw, x: int, y: int, radius: int = 160) -> None:
    red = (215, 40, 40)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=red, width=9)
    for i, char in enumerate("某某技术有限公司"):
        angle = np.deg2rad(200 + i * 20)
        at = (x + 0.75 * radius * np.cos(angle), y + 0.75 * radius * np.sin(angle))
        draw.text(at, char, red, font(34), anchor="mm")
    draw.text((x, y), "★", red, font(90, serif=False), anchor="mm")


def letter(seed: int = 0, paragraphs: int = 4, seal: bool = True) -> np.ndarray:
    rng = random.Random(seed)
    picture, draw = _paper(A4)
    draw.text((827, 260), "关于参加社会保险的情况说明", "black", font(62, bold=True), anchor="mm")
    y = 420
    for _ in range(paragraphs):
        for i in range(rng.randint(3, 5)):
            draw.text((240 + (80 if i == 0 else 0), y), words(rng, 28 - 2 * (i == 0)), "black", font(42))
            y += 76
    draw.text((1000, y + 140), words(rng, 9), "black", font(42))
    draw.text((1000, y + 230), f"2026年{rng.randint(1, 12)}月{rng.randint(1, 28)}日", "black", font(42))
    if seal:
        _seal(draw, 1150, y + 190)
    return bgr(picture)


def form(seed: int = 0, template: int = 7, ink: str = "black") -> np.ndarray:
    """A ruled registration form; `template` fixes the printed labels, `seed` what is filled in."""
    labels, rng = random.Random(template), random.Random(seed)
    picture, draw = _paper(A4)
    draw.text((827, 190), "社会保险登记表", "black", font(60, bold=True), anchor="mm")
    for row in range(20):
        y = 280 + row * 90
        for column in range(2):
            x = 140 + column * 690
            draw.rectangle((x, y, x + 240, y + 90), outline="black", width=3)
            draw.rectangle((x + 240, y, x + 690, y + 90), outline="black", width=3)
            draw.text((x + 12, y + 22), words(labels, 6), "black", font(34))
            value = words(rng, rng.randint(3, 11)) if column else str(rng.randrange(10**9, 10**10))
            draw.text((x + 255, y + 22), value, ink, font(36, serif=False))
    draw.text((140, 2130), "填表日期：2026年11月2日    经办人：", "black", font(36))
    return bgr(picture)


def roster(seed: int = 0, lines: bool = True) -> np.ndarray:
    """A landscape table of 24 people."""
    rng = random.Random(seed)
    picture, draw = _paper((A4[1], A4[0]))
    draw.text((1170, 120), "参保人员花名册", "black", font(52, bold=True), anchor="mm")
    edges = (120, 210, 400, 800, 930, 1250, 1600, 2220)
    for row in range(25):
        y = 200 + row * 54
        cells = (
            str(row),
            words(rng, 3),
            str(rng.randrange(10**17, 10**18)),
            rng.choice("男女"),
            f"2026-{rng.randint(1, 12):02}-01",
            f"{rng.randint(30, 200)}00.00",
            words(rng, 12),
        )
        for x0, x1, cell in zip(edges, edges[1:], cells, strict=False):
            if lines:
                draw.rectangle((x0, y, x1, y + 54), outline="black", width=2)
            draw.text((x0 + 10, y + 8), cell, "black", font(28))
    return bgr(picture)


def licence(seed: int = 0, landscape: bool = True) -> np.ndarray:
    """A business licence with a wavy border, an emblem, a pattern square and a seal."""
    rng = random.Random(seed)
    picture, draw = _paper((A4[1], A4[0]) if landscape else A4)
    w, h = picture.size
    for k in range(4):
        for t in range(0, w - 160, 4):
            for y in (90 + k * 14, h - 150 + k * 14):
                draw.line(
                    (80 + t, y + 6 * np.sin(t / 9 + k), 84 + t, y + 6 * np.sin(t / 9 + k + 0.4)),
                    (120, 140, 80),
                    3,
                )
        for t in range(0, h - 240, 4):
            for x in (80 + k * 14, w - 122 + k * 14):
                draw.line(
                    (x + 6 * np.sin(t / 9 + k), 90 + t, x + 6 * np.sin(t / 9 + k + 0.4), 94 + t),
                    (120, 140, 80),
                    3,
                )
    draw.ellipse((w // 2 - 110, 60, w // 2 + 110, 280), fill=(225, 60, 40))
    draw.text((w // 2, 380), "营 业 执 照", (30, 20, 10), font(120, bold=True), anchor="mm")
    draw.text((w // 2, 490), "（副 本）", "black", font(48), anchor="mm")
    code = "".join(rng.choice("0123456789ABCDEFGH") for _ in range(18))
    draw.text((220, 560), f"统一社会信用代码  {code}", "black", font(34, bold=True))
    names = ("名    称", "类    型", "住    所", "法定代表人", "注册资本", "成立日期", "营业期限", "经营范围")
    for i, name in enumerate(names):
        half = landscape and i >= 4
        x, y = (1250 if half else 220), 660 + (i - 4 * half) * 84
        draw.text((x, y), name, "black", font(36, bold=True))
        for j in range(4 if i == 7 else 1):
            draw.text((x + 240, y + j * 50), words(rng, rng.randint(9, 17)), "black", font(32))
    square = np.kron(np.random.default_rng(seed).integers(0, 2, (29, 29)) * 255, np.ones((8, 8))).astype(
        np.uint8
    )
    picture.paste(
        Image.fromarray(square), (220 if not landscape else 1850, h - 600 if not landscape else 420)
    )
    draw.text((w - 1000, h - 420), "登 记 机 关", "black", font(38, bold=True))
    _seal(draw, w - 450, h - 400)
    return bgr(picture)


def _card() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = _ground().copy()
    return picture, ImageDraw.Draw(picture)


@cache
def _ground() -> Image.Image:
    """The empty card: a pale two-coloured ground with fine wavy lines."""
    w, h = CARD
    y, x = np.mgrid[0:h, 0:w]
    wave = 4 * np.sin(x / 7 + 3 * np.sin(y / 23)) + 3 * np.sin(y / 5 + 2 * np.sin(x / 31))
    ground = np.stack([205 + 25 * x / w, 222 - 8 * x / w, 240 - 12 * x / w], axis=2) + wave[:, :, None]
    return Image.fromarray(np.clip(ground, 0, 255).astype(np.uint8))


def _portrait(rng: random.Random) -> Image.Image:
    picture = Image.new("RGB", (195, 245), (232, 236, 240))
    draw = ImageDraw.Draw(picture)
    skin, hair, coat = ((rng.randint(a, b),) * 3 for a, b in ((170, 220), (10, 60), (30, 120)))
    draw.ellipse((5, 170, 190, 340), fill=coat)
    draw.ellipse((40 - rng.randint(0, 12), 20, 155, 140), fill=hair)
    draw.ellipse((50, 50, 145, 175 + rng.randint(0, 12)), fill=skin)
    return picture


def id_front(seed: int = 0) -> np.ndarray:
    """The portrait side of an identity card of nobody."""
    rng = random.Random(seed)
    picture, draw = _card()
    blue, black = (60, 130, 180), (20, 20, 20)
    birth = (rng.randint(1950, 2005), rng.randint(1, 12), rng.randint(1, 28))
    rows = (
        (45, "姓名", words(rng, rng.choice((2, 3)))),
        (108, "性别", rng.choice("男女") + "    民族 汉"),
        (165, "出生", f"{birth[0]} 年 {birth[1]} 月 {birth[2]} 日"),
        (225, "住址", words(rng, 11)),
        (260, "", words(rng, rng.randint(3, 11))),
    )
    for y, label, value in rows:
        draw.text((45, y), label, blue, font(24, serif=False))
        draw.text((122, y - 2), value, black, font(27, serif=False))
    number = f"{rng.randrange(110000, 650000)}{birth[0]}{birth[1]:02}{birth[2]:02}{rng.randrange(1000, 9999)}"
    draw.text((45, 352), "公民身份号码", blue, font(24, serif=False))
    draw.text((230, 346), number, black, font(34, serif=False))
    picture.paste(_portrait(rng), (440, 45))
    return bgr(picture)


def id_back(seed: int = 0) -> np.ndarray:
    """The emblem side."""
    rng = random.Random(seed)
    picture, draw = _card()
    draw.ellipse((40, 40, 150, 160), fill=(205, 50, 50))
    draw.ellipse((70, 70, 120, 120), fill=(235, 190, 80))
    draw.text((410, 75), "中华人民共和国", (20, 20, 20), font(52, bold=True), anchor="mm")
    draw.text((410, 150), "居 民 身 份 证", (20, 20, 20), font(58, bold=True), anchor="mm")
    year = rng.randint(2008, 2024)
    draw.text((130, 305), f"签发机关  {words(rng, 4)}公安局", (20, 20, 20), font(27, serif=False))
    draw.text((130, 360), f"有效期限  {year}.03.12-{year + 20}.03.12", (20, 20, 20), font(27, serif=False))
    return bgr(picture)


def grey_copy(image: np.ndarray) -> np.ndarray:
    """A photocopy whose pale ground still shows."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    return cv2.cvtColor(cv2.convertScaleAbs(grey, alpha=1.15, beta=-30), cv2.COLOR_GRAY2BGR)


def pale_copy(image: np.ndarray) -> np.ndarray:
    """A photocopy whose pale ground has become white: no border is left."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.float32)
    return cv2.cvtColor(np.clip((grey - 20) * 255 / 165, 0, 255).astype(np.uint8), cv2.COLOR_GRAY2BGR)


def turn(image: np.ndarray, clockwise: int) -> np.ndarray:
    return np.ascontiguousarray(np.rot90(image, -clockwise // 90))


def skew(image: np.ndarray, clockwise: float, fill: int = 255) -> np.ndarray:
    """Turn by a small angle about the middle, same size."""
    h, w = image.shape[:2]
    matrix = cv2.getRotationMatrix2D(((w - 1) / 2, (h - 1) / 2), -clockwise, 1)
    return cv2.warpAffine(image, matrix, (w, h), flags=cv2.INTER_CUBIC, borderValue=(fill,) * 3)


def scaled(image: np.ndarray, factor: float) -> np.ndarray:
    return cv2.resize(
        image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    )


def lay(ground: np.ndarray, image: np.ndarray, x: int, y: int) -> np.ndarray:
    """`ground` with `image` put on it."""
    out = ground.copy()
    out[y : y + image.shape[0], x : x + image.shape[1]] = image
    return out


def white(landscape: bool = False) -> np.ndarray:
    w, h = A4[::-1] if landscape else A4
    return np.full((h, w, 3), 255, np.uint8)


def desk(width: int = 2000, height: int = 1500, seed: int = 0) -> np.ndarray:
    """A brown table top with grain."""
    rng = np.random.default_rng(seed)
    grain = cv2.GaussianBlur(
        rng.normal(0, 40, (height, width)).astype(np.float32), (0, 0), sigmaX=40, sigmaY=2
    )
    return np.clip(np.array([95, 130, 165]) + grain[:, :, None] * 2, 0, 255).astype(np.uint8)


def noisy(image: np.ndarray, sigma: float = 5, seed: int = 0, quality: int = 80) -> np.ndarray:
    """Sensor noise and JPEG."""
    rng = np.random.default_rng(seed)
    rough = rng.normal(0, sigma, image.shape)
    rough += image
    rough = np.clip(rough, 0, 255, out=rough).astype(np.uint8)
    return cv2.imdecode(cv2.imencode(".jpg", rough, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_COLOR)


def scanner_edges(image: np.ndarray, width: int = 40) -> np.ndarray:
    """The dark strips that an open lid leaves at two sides."""
    out = image.copy()
    out[:, -width:] = (30, 30, 30)
    out[: width // 2] = (50, 50, 50)
    return out


def watermark(
    image: np.ndarray, angle: float = 35, text: str = "此复印件仅用于办理社会保险登记他用无效"
) -> np.ndarray:
    """Grey diagonal text over the whole picture."""
    h, w = image.shape[:2]
    side = int(1.5 * max(h, w))
    layer = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(layer)
    size = max(24, min(h, w) // 22)
    for y in range(0, side, size * 6):
        draw.text((0, y), text * 4, 110, font(size))
    layer = layer.rotate(angle).crop(
        ((side - w) // 2, (side - h) // 2, (side - w) // 2 + w, (side - h) // 2 + h)
    )
    return np.clip(image.astype(np.int16) - np.asarray(layer)[:, :, None], 0, 255).astype(np.uint8)


def lines(count: int, size: int, at: tuple[int, int], seed: int = 0, ink: int = 0) -> np.ndarray:
    """An A4 page with `count` lines of print of `size` pixels from `at` downwards, and nothing else."""
    rng = random.Random(seed)
    picture, draw = _paper(A4)
    for i in range(count):
        draw.text(
            (at[0], at[1] + int(i * size * 1.8)), words(rng, rng.randint(7, 18)), (ink,) * 3, font(size)
        )
    return bgr(picture)


def stamped(image: np.ndarray, x: int, y: int) -> np.ndarray:
    """`image` with a red company seal around (x, y)."""
    picture = Image.fromarray(np.ascontiguousarray(image[:, :, ::-1]))
    _seal(ImageDraw.Draw(picture), x, y)
    return bgr(picture)


def noted(image: np.ndarray, x: int, y: int, text: str, size: int = 44) -> np.ndarray:
    """`image` with a line of text on it."""
    picture = Image.fromarray(np.ascontiguousarray(image[:, :, ::-1]))
    ImageDraw.Draw(picture).text((x, y), text, "black", font(size))
    return bgr(picture)


def shadowed(image: np.ndarray) -> np.ndarray:
    """Darker towards the right side."""
    fall = np.linspace(1.0, 0.6, image.shape[1])[None, :, None]
    return (image * fall).astype(np.uint8)


def laid_askew(ground: np.ndarray, card: np.ndarray, x: int, y: int, clockwise: float) -> np.ndarray:
    """`ground` with `card` put on it, turned about its own middle by a small angle."""
    place = lay(
        np.zeros(ground.shape[:2], np.uint8)[:, :, None], np.full((*card.shape[:2], 1), 255, np.uint8), x, y
    )
    centre = (x + card.shape[1] / 2, y + card.shape[0] / 2)
    matrix = cv2.getRotationMatrix2D(centre, -clockwise, 1)
    size = (ground.shape[1], ground.shape[0])
    mask = cv2.warpAffine(place, matrix, size)[:, :, None] > 127
    return np.where(mask, cv2.warpAffine(lay(ground, card, x, y), matrix, size), ground)


def through(image: np.ndarray, contrast: int) -> np.ndarray:
    """The blank back of `image`, its print shining through with `contrast` grey levels."""
    back = cv2.GaussianBlur(cv2.flip(image, 1), (0, 0), 3).astype(np.float32)
    return np.clip(250 - (255 - back) * contrast / 255, 0, 255).astype(np.uint8)


def punched(image: np.ndarray, grey_level: int = 60) -> np.ndarray:
    """Two filing holes at the left side."""
    out = image.copy()
    for y in (900, 1530):
        cv2.circle(out, (95, y), 22, (grey_level,) * 3, -1, cv2.LINE_AA)
    return out


def rescanned(image: np.ndarray, seed: int) -> np.ndarray:
    """The same paper from another run of the scanner: shift, size, rest of skew, brightness, grain, JPEG."""
    rng = np.random.default_rng(seed)
    height, width = image.shape[:2]
    factor, dx, dy = 1 + rng.uniform(-0.006, 0.006), *rng.integers(-8, 9, 2).tolist()
    moved = cv2.warpAffine(
        skew(image, float(rng.uniform(-0.2, 0.2))),
        np.array([[factor, 0, dx], [0, factor, dy]], np.float32),
        (width, height),
        borderValue=(255, 255, 255),
    )
    lit = cv2.convertScaleAbs(moved, alpha=rng.uniform(0.93, 1.03), beta=rng.uniform(-8, 8))
    return noisy(lit, float(rng.uniform(1, 5)), seed, int(rng.integers(60, 95)))


def striped(image: np.ndarray, period: float, clockwise: float, depth: float) -> np.ndarray:
    """`image` under even stripes that lie askew by an angle, as a photograph of a screen shows them."""
    height, width = image.shape[:2]
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    turn = np.deg2rad(clockwise)
    wave = np.sin(2 * np.pi * (down * np.cos(turn) - across * np.sin(turn)) / period)
    return (image * (1 - depth * (0.5 + 0.5 * wave))[:, :, None]).astype(np.uint8)
