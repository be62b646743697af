from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_assist.checklist.conditions import MAX_LENGTH, Condition, ConditionError

ANSWERS = {"kind": "甲", "place": "许昌", "shared": True, "urgent": False}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("true", True),
        ("False", False),
        ("shared", True),
        ("not shared", False),
        ("urgent == false", True),
        ("urgent != true", True),
        ("kind == '甲'", True),
        ('kind != "甲"', False),
        ("kind in ['乙', '甲']", True),
        ("kind not in ['乙', '甲']", False),
        ("not (kind == '甲' and urgent)", True),
        ("kind == '乙' or shared and not urgent", True),
        ("(kind == '乙' or shared) and urgent", False),
        ("kind == '甲' and\nshared", True),
        ("  shared  ", True),
        ("kind == '（甲）'", False),
        ("kind == 'a=b'", False),
        ("shared == 'True'", False),
    ],
)
def test_holds(text: str, expected: bool) -> None:
    assert Condition.parse(text).holds(ANSWERS) is expected


def test_names_and_missing_answers() -> None:
    condition = Condition.parse("kind in ['甲'] and not shared or true")
    assert condition.names == {"kind", "shared"}
    with pytest.raises(KeyError, match="kind"):
        condition.holds({})


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("", 1, "条件是空的"),
        ("   ", 1, "条件是空的"),
        ("kind = '甲'", 6, "两个等号"),
        ("kind ＝＝ '甲'", 6, "全角符号“＝”"),
        ("  kind == ‘甲’", 11, "全角符号“‘”"),
        ("kind == '甲\\'", 11, "反斜杠"),
        ("shared and", 10, "条件写法不对"),
        ("  shared and )", 14, "条件写法不对"),
        ("shared kind", 8, "条件写法不对"),
        ("kind == '甲", 9, "条件写法不对"),
        ("'甲' == kind", 1, "不能用别的写法"),
        ("'甲'", 1, "单独一个值不成条件"),
        ("kind == 甲", 9, "引号"),
        ("kind == 1", 9, "引号"),
        ("kind in '甲'", 9, "要写列表"),
        ("kind in []", 9, "要写列表"),
        ("kind in ['甲', 乙]", 15, "引号"),
        ("kind > '甲'", 1, "不能比较大小"),
        ("kind is '甲'", 1, "不能比较大小"),
        ("true == kind", 1, "左边要写问题的名字"),
        ("'甲' < kind < '乙'", 1, "不能用别的写法"),
        ("f('甲')", 1, "不能用别的写法"),
        ("shared and kind.upper()", 12, "不能用别的写法"),
        ("__import__('os').system('true')", 1, "不能用别的写法"),
        ("[x for x in kind]", 1, "不能用别的写法"),
        ("shared if urgent else shared", 1, "不能用别的写法"),
        ("lambda: shared", 1, "不能用别的写法"),
        ("-shared", 1, "不能用别的写法"),
        ("(" * 300 + "shared" + ")" * 300, 1, "太长"),
        ("(" * 240 + "shared" + ")" * 240, 201, "条件写法不对"),
        ("a" * (MAX_LENGTH + 1), 1, "太长"),
        ("shared\0", 1, "条件写法不对"),
    ],
)
def test_mistakes_have_a_column(text: str, column: int, words: str) -> None:
    with pytest.raises(ConditionError, match=words) as error:
        Condition.parse(text)
    assert error.value.column == column


def test_the_longest_condition() -> None:
    assert Condition.parse("shared".rjust(MAX_LENGTH)).names == {"shared"}


@given(st.text() | st.text(alphabet="ab '\"=!<>()[]{},.:\\\n andornotintrue甲（“é\0", max_size=60))
def test_any_text_is_a_condition_or_a_mistake(text: str) -> None:
    parsed = _parsed(text)
    if isinstance(parsed, ConditionError):
        assert 1 <= parsed.column <= len(text) + 1
        assert parsed.message
    else:
        assert parsed.holds(dict.fromkeys(parsed.names, "甲")) in (True, False)


def _parsed(text: str) -> Condition | ConditionError:
    try:
        return Condition.parse(text)
    except ConditionError as error:
        return error


_tests = st.sampled_from(
    [
        "kind == '甲'",
        "place != '许昌'",
        "kind in ['甲', '乙']",
        "place not in ['甲']",
        "shared",
        "True",
    ]
)
_expressions = st.recursive(
    _tests,
    lambda part: st.one_of(
        part.map("not ({})".format),
        st.tuples(part, st.sampled_from(["and", "or"]), part).map(lambda parts: f"({' '.join(parts)})"),
        st.tuples(part, st.sampled_from(["and", "or"]), part).map(" ".join),
    ),
    max_leaves=8,
)


@given(_expressions, st.sampled_from("甲乙丙"), st.sampled_from(["许昌", "甲"]), st.booleans())
def test_means_what_it_means_in_python(text: str, kind: str, place: str, shared: bool) -> None:
    answers: dict[str, str | bool] = {"kind": kind, "place": place, "shared": shared}
    assert Condition.parse(text).holds(answers) == bool(eval(text, {}, answers))
