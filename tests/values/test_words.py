"""Sex, 民族, addresses, authorities, tick boxes, plain numbers and text."""

from __future__ import annotations

import pytest

from intake_assist.values import TYPES, parse, person_facts, text


@pytest.mark.parametrize(
    ("type_id", "printed", "value"),
    [
        ("sex", "男", "男"),
        ("sex", " 女 ", "女"),
        ("sex", "男性", "男"),
        ("sex", "男/M", "男"),
        ("sex", "F", "女"),
        ("sex", "female", "女"),
        ("ethnicity", "汉", "汉"),
        ("ethnicity", "汉族", "汉"),
        ("ethnicity", "维 吾尔族", "维吾尔"),
        ("ethnicity", "穿青人", "穿青人"),
        ("ethnicity", "其他", "其他"),
        ("address", "河南省 许昌市魏都区 建设路12号", "河南省许昌市魏都区建设路12号"),
        ("address", "河南省许昌市魏都区（建设路）12号。", "河南省许昌市魏都区(建设路)12号"),
        ("authority", "许昌市公安局 魏都分局", "许昌市公安局魏都分局"),
        ("text", "  经营　范围\n销售 ", "经营 范围 销售"),
        ("tick", "☑", "true"),
        ("tick", "√", "true"),
        ("tick", "V", "true"),
        ("tick", "■", "true"),
        ("tick", "☑男", "true"),
        ("tick", "养老保险√", "true"),
        ("tick", "是", "true"),
        ("tick", "true", "true"),
        ("tick", "□", "false"),
        ("tick", "□养老保险", "false"),
        ("tick", "口", "false"),
        ("tick", "×", "false"),
        ("tick", "否", "false"),
        ("tick", "false", "false"),
        ("number", "3,800.50", "3800.5"),
        ("number", "-5", "-5"),
        ("number", "100", "100"),
        ("number", "0.20%", "0.2"),
        ("integer", "12", "12"),
        ("integer", "012", "12"),
        ("integer", "1,200", "1200"),
        ("integer", "12人", "12"),
        ("integer", "十二", "12"),
        ("integer", "二份", "2"),
    ],
)
def test_values(type_id: str, printed: str, value: str) -> None:
    assert parse(type_id, printed) == (value, None)


@pytest.mark.parametrize(
    ("type_id", "printed", "value", "code", "suggestion"),
    [
        ("sex", "", None, "unread", None),
        ("sex", "另", None, "malformed", "男"),
        ("sex", "文", None, "malformed", "女"),
        ("sex", "男女", None, "malformed", None),
        ("ethnicity", "", None, "unread", None),
        ("ethnicity", "仅共社保登记使用", None, "unread", None),
        ("ethnicity", "汶", None, "malformed", "汉"),
        ("ethnicity", "汊族", None, "malformed", "汉"),
        ("ethnicity", "士家族", None, "malformed", "土家"),
        ("ethnicity", "维吾尓", None, "malformed", "维吾尔"),
        ("ethnicity", "鄂伦克", None, "malformed", None),
        ("ethnicity", "族", None, "malformed", None),
        ("ethnicity", "河南", None, "malformed", None),
        ("address", "", None, "unread", None),
        ("address", "12号", "12号", "malformed", None),
        ("authority", " ", None, "unread", None),
        ("text", "　", None, "unread", None),
        ("tick", "", None, "unread", None),
        ("tick", "凶", None, "malformed", "true"),
        ("tick", "养老保险", None, "malformed", None),
        ("tick", "无固定期限", None, "malformed", None),
        ("number", "", None, "unread", None),
        ("number", "1,00", None, "malformed", None),
        ("number", "1O0", None, "malformed", "100"),
        ("integer", "", None, "unread", None),
        ("integer", "1.5", None, "malformed", None),
        ("integer", "1O", None, "malformed", "10"),
        ("integer", "9" * 5000, None, "malformed", None),
    ],
)
def test_problems(type_id: str, printed: str, value: str | None, code: str, suggestion: str | None) -> None:
    parsed = parse(type_id, printed)
    assert parsed.value == value
    assert parsed.problem is not None
    assert (parsed.problem.code, parsed.problem.suggestion) == (code, suggestion)


def test_there_are_56_ethnicities_and_all_are_read() -> None:
    assert len(set(person_facts.ETHNICITIES)) == 56
    for name in person_facts.ETHNICITIES:
        assert parse("ethnicity", name) == (name, None)
        assert parse("ethnicity", f"{name}族") == (name, None)


def test_no_misreading_of_an_ethnicity_is_one_itself() -> None:
    assert not set(person_facts._MISREAD) & set(person_facts.ETHNICITIES)
    assert set(person_facts._MISREAD.values()) <= set(person_facts.ETHNICITIES)


@pytest.mark.parametrize(
    ("type_id", "better", "worse"),
    [
        ("sex", "男", "另"),
        ("sex", "另", "张三"),
        ("ethnicity", "汉族", "汊族"),
        ("ethnicity", "某某族", "张三"),
        ("address", "河南省许昌市魏都区建设路12号", "建筑材料销售"),
        ("address", "建筑材料销售", "12号"),
        ("address", "12号", ""),
        ("authority", "许昌市公安局魏都分局", "建筑材料销售"),
        ("authority", "建筑材料销售", "12号"),
        ("tick", "√", "□养老保险"),
        ("tick", "□养老保险", "养老保险"),
        ("number", "3800.5", "三千"),
        ("integer", "三千", "3800.5"),
        ("text", "某某", " "),
        ("account", "321405425243920.", "12345678.50"),
    ],
)
def test_likeness_ranks(type_id: str, better: str, worse: str) -> None:
    looks_like = TYPES[type_id].looks_like
    assert looks_like(better) > looks_like(worse)


@pytest.mark.parametrize(
    ("printed", "squeezed"),
    [("ａ　ｂ\tc\u200b\ufeffd", "abcd"), ("（许昌）", "(许昌)"), ("⼈", "人"), ("¥ 5", "¥5"), ("", "")],
)
def test_squeeze(printed: str, squeezed: str) -> None:
    assert text.squeeze(printed) == squeezed


def test_digits() -> None:
    assert text.digits("第１２号 3") == "123"


def test_compact() -> None:
    assert text.compact("9141-1002 ma9t.e5t0·4a") == "91411002MA9TE5T04A"
