"""What else a character of a line may be."""

from __future__ import annotations

from intake_assist.ocr.choices import Reading
from intake_assist.ocr.engine import Engine
from tests.ocr.drawing import crop


def test_only_letters_and_digits_that_are_likely_enough_are_in_doubt() -> None:
    reading = Reading(
        "获笺（A1",
        0.9,
        ("获荻", "笺箋", "（(", "A4", "1l"),
        (0.0, 0.2, 0.4, 0.6, 0.8),
        ((0.98, 0.018), (0.999, 0.0001), (0.8, 0.2), (0.9, 0.05), (1.0,)),
    )
    assert reading.doubtful(0.01) == ((0, "荻"), (3, "4"))
    assert reading.doubtful(0.03) == ((3, "4"),)


def test_clear_print_leaves_no_doubt(engine: Engine) -> None:
    for text in ("广州澜砺餐饮管理有限公司", "法定代表人欧阳静怡"):
        (read,) = engine.read_choices([crop(text)])
        assert read.text == text
        assert [len(shares) for shares in read.shares] == [len(choices) for choices in read.choices]
        assert [other for _, other in read.doubtful(0.01) if other.encode("gb2312", "ignore")] == []
