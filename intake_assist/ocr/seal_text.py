"""What is written on a seal: whose it is, what for, its number. And what only looked like a seal is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import cv2

from intake_assist.model import Seal
from intake_assist.ocr.choices import Reading
from intake_assist.ocr.engine import Engine
from intake_assist.vision.picture import Image
from intake_assist.vision.seals import Found, find_seals
from intake_assist.vision.seals_ink import GREY
from intake_assist.vision.seals_seen import ring_seen
from intake_assist.vision.seals_unwrap import Line, writing_of

_HAN = "\u3400-\u9fff"
_END = re.compile(
    r"公司|合作社|事务所|工作室|经营部|分局|支行|中心|企业|大队|[局厅委院行社部厂店所会站馆校园处队]"
)
_LAST = ("公司", "局", "支行", "分行", "合作社")
"""Nothing of one character follows these in a name."""
_BEFORE_STATE_BANK = re.compile(rf"[{_HAN}]{{1,2}}(?=中国[{_HAN}]{{0,6}}银行)")
"""What print beside a ring was made into: nothing stands before the name of such a bank."""
_NAME = rf"[{_HAN}A-Za-z0-9()·]"
_USAGE = re.compile(r"仅用|仅供|用于|复印|无效|一致|原件|已核|核对|收件|收讫|付讫|作废|样张|样本")
_SEAL_WORD = re.compile(r"(?:之印|私印|印章|印)$")
_TITLES = ("财务专用章", "合同专用章", "发票专用章", "业务专用章", "人事专用章", "社会保险专用章")
_LEAST_TITLE = 0.6
_LEAST_NUMBER = 6
_LEGIBLE = 0.6
_SURE_RING = 0.75
_SURE_READ = 0.97
_WIDTHS = (0.87, 1.17)


def read_seals(engine: Engine, image: Image, dpi: float | None) -> tuple[Seal, ...]:
    """The seals on an upright BGR page, read. `dpi` may be None or nonsense."""
    seals = (_read(engine, image, found) for found in find_seals(image, dpi))
    return tuple(seal for seal in seals if seal is not None)


def _read(engine: Engine, image: Image, found: Found) -> Seal | None:
    if found.smudged:
        return _seal(found, Reading(), "", "")
    writing = writing_of(image, found)
    if found.shape == "square":
        return _square(found, engine.read_choices(writing.blocks))
    ring = _ring(engine, writing.ring)
    if not _is_ring(found, ring):
        return None
    if ring.confidence < _SURE_READ:
        ring = surer(ring, _ring(engine, ring_seen(image, found, engine.seal_text)))
    number = [writing.number] if writing.number is not None else []
    rest = list(engine.read_choices([*writing.level, *number]))
    digits = _digits(rest.pop()) if number else ""
    return _seal(found, ring, _title(rest), digits)


def _ring(engine: Engine, line: Line | None) -> Reading:
    """The ring's text; read in other widths as well when it is not sure, since a character may be passed over where
    they stand close, or made two of where they stand apart."""
    if line is None:
        return Reading()
    (first,) = engine.read_choices([line])
    height, width = line.shape[:2]
    widths = _WIDTHS if first.confidence < _SURE_READ else ()
    others = engine.read_choices([cv2.resize(line, (round(share * width), height)) for share in widths])
    return max(map(cleaned, (first, *others)), key=_weight)


def _weight(reading: Reading) -> float:
    return reading.confidence * len(reading.text)


def surer(ring: Reading, seen: Reading) -> Reading:
    """What is read of the ring's ink, or else of the ring as it was seen; not when that passed over a character."""
    return seen if _weight(seen) > _weight(ring) and len(seen.text) >= len(ring.text) else ring


def _is_ring(found: Found, ring: Reading) -> bool:
    """Whether what is written, or else the border alone, makes it a seal."""
    legible = len(re.findall(rf"[{_HAN}]", ring.text)) >= 4 and ring.confidence >= _LEGIBLE
    if found.color == GREY:
        return legible
    return legible or found.confidence >= _SURE_RING


def _square(found: Found, readings: Sequence[Reading]) -> Seal | None:
    if any(_USAGE.search(reading.text) for reading in readings):
        return None
    readings = [_without_seal_word(reading) for reading in sorted(readings, key=_like_a_name, reverse=True)]
    best = readings[0] if readings else Reading()
    if found.color == GREY and not _is_short_name(best):
        return None
    return _seal(found, best if re.search(rf"[{_HAN}]", best.text) else Reading(), "", "")


def _is_short_name(reading: Reading) -> bool:
    """Whether it is the name of a person, as hardly any other square among print holds."""
    return re.fullmatch(rf"[{_HAN}]{{2,4}}", reading.text) is not None and reading.confidence >= _LEGIBLE


def _like_a_name(reading: Reading) -> tuple[bool, float]:
    return _SEAL_WORD.search(reading.text) is not None, reading.confidence


def _without_seal_word(reading: Reading) -> Reading:
    word = _SEAL_WORD.search(reading.text)
    return _part(reading, 0, word.start()) if word else reading


def _seal(found: Found, owner: Reading, title: str, number: str) -> Seal:
    legibility = owner.confidence if owner.text else 0.0
    return Seal(
        box=found.box,
        shape=found.shape,
        color=found.color,
        text=owner.text + title,
        confidence=found.confidence,
        owner=owner.text,
        title=title,
        number=number,
        choices=owner.choices,
        legibility=round(legibility, 3),
        size_mm=found.size_mm,
        inside=found.inside,
    )


def _title(lines: Iterable[Reading]) -> str:
    """The level lines that are words."""
    texts = (
        re.sub(rf"[^{_HAN}0-9()]", "", _plain(line.text)) for line in lines if line.confidence >= _LEAST_TITLE
    )
    words = "".join(text for text in texts if len(re.findall(rf"[{_HAN}]", text)) >= 2)
    return next((title for title in _TITLES if _like(words, title)), words)


def _like(words: str, title: str) -> bool:
    """Whether the words are the title but for a character or two at the ends, where the ring comes close."""
    return words == title or (title[1:-1] in words and len(words) <= len(title) + 1)


def _digits(line: Reading) -> str:
    digits = re.sub(r"\D", "", line.text)
    return digits if len(digits) >= _LEAST_NUMBER and line.confidence >= _LEAST_TITLE else ""


def cleaned(ring: Reading) -> Reading:
    """The ring's text without what the number and the level line left at its ends."""
    ring = _only_name(ring)
    start = 0
    for strange in re.finditer(rf"[^{_HAN}()·]+", ring.text[: len(ring.text) // 2]):
        if len(re.findall(rf"[{_HAN}]", ring.text[: strange.start()])) <= 3:
            start = strange.end()
    state_bank = _BEFORE_STATE_BANK.match(ring.text, start)
    ring = _part(ring, state_bank.end() if state_bank else start, len(ring.text))
    ends = [end.end() for end in _END.finditer(ring.text)]
    tail = ring.text[ends[-1] :] if ends else ""
    stray = bool(tail) and (re.search(rf"[^{_HAN}()·]", tail) is not None)
    stray = stray or (len(tail) == 1 and ring.text[:-1].endswith(_LAST))
    return _part(ring, 0, ends[-1]) if stray else ring


def _only_name(ring: Reading) -> Reading:
    """Brackets and letters as names have them, nothing else."""
    kept = [
        (plain, _plain(choice))
        for char, choice in zip(ring.text, ring.choices, strict=True)
        if re.fullmatch(_NAME, plain := _plain(char))
    ]
    return Reading("".join(char for char, _ in kept), ring.confidence, tuple(choice for _, choice in kept))


def _plain(text: str) -> str:
    return text.translate(str.maketrans("（）〔〕［］【】", "()()()()"))


def _part(reading: Reading, start: int, end: int) -> Reading:
    return Reading(reading.text[start:end], reading.confidence, reading.choices[start:end])
