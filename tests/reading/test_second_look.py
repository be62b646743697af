"""Which places are read again, how two readings are laid over each other, and which of two values counts."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import pytest

from intake_assist.checklist.models import KindSpec
from intake_assist.model import Box, Document, Field, Page, Problem, Row, Seal, Source, TextLine
from intake_assist.reading import Look, looks_at_codes, overlaid, read_page, wanted_looks
from intake_assist.reading.weighing import weighed
from tests.reading.papers import (
    CARD,
    FORM,
    LANDSCAPE,
    LETTER,
    PERMIT,
    ROSTER,
    Entry,
    Kinds,
    at,
    page_of,
    reworded,
    without,
)


def looks_at(
    kinds: Kinds, entries: Sequence[Entry], width: int = 1650, height: int = 1280
) -> tuple[Look, ...]:
    page = page_of(entries, width, height)
    return wanted_looks(page, read_page(page, kinds), kinds)


def covers(look: Look, box: tuple[float, float, float, float]) -> bool:
    return look.box.contains(Box(*box), 1.0)


# -- wanted looks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", [FORM, ROSTER, LETTER, PERMIT, LANDSCAPE])
def test_paper_that_reads_well_needs_no_look(kinds: Kinds, paper: list[Entry]) -> None:
    assert looks_at(kinds, paper) == ()


def test_page_of_no_kind_gets_no_look(kinds: Kinds) -> None:
    assert looks_at(kinds, [at("云杉青禾", 100, 100)]) == ()


def test_field_without_text_is_looked_at_as_one_line(kinds: Kinds) -> None:
    look, *lines = looks_at(kinds, without(FORM, "91411002MA9TE5T04A"))
    assert look.strip is not None
    assert [(each.line, each.box) for each in lines] == [
        (True, look.strip)
    ] * 3  # and without stamps in its way
    assert look.dark_ink
    assert look.scale == 2.0
    assert look.box.contains(look.strip, 1.0)
    assert covers(look, (350, 240, 640, 270))


def test_value_with_a_problem_is_looked_at_in_two_ways(kinds: Kinds) -> None:
    all_looks = looks_at(kinds, reworded(FORM, "91411002MA9TE5T04A", "91411002MA9TE5T04B"))
    looks = [look for look in all_looks if not look.line]
    assert len(looks) == 2
    assert {look.dark_ink for look in looks} == {True, False}
    assert len({look.round for look in looks}) == 2
    assert all(look.strip is None and not look.only_ink for look in looks)
    assert all(covers(look, (350, 240, 647, 270)) for look in looks)


def test_line_of_a_doubtful_key_field_is_read_in_three_ways(kinds: Kinds) -> None:
    box = next(entry[1] for entry in FORM if entry[0] == "吴秋柏")
    looks = looks_at(kinds, [*without(FORM, "吴秋柏"), ("吴秋柏", box, 0.93)])
    assert [look.line for look in looks] == [True, True, True]
    assert {look.box for look in looks} == {Box(*box)}
    assert len({look.round for look in looks}) == len({look.margin for look in looks}) == 3
    assert len({(look.without_red, look.dark_ink) for look in looks}) == 3


@pytest.mark.parametrize(("words", "times"), [("仅供社保登记使用", 1), ("河南省许昌市魏都区", 0)])
def test_value_under_a_pale_stamp_is_looked_at_without_blue(kinds: Kinds, words: str, times: int) -> None:
    over = (words, (300.0, 440.0, 960.0, 600.0), 0.99)
    looks = looks_at(kinds, [*without(CARD, "姓名徐青"), over], 2700, 1900)
    clear = [look for look in looks if look.without_blue and not look.line]
    assert len([look for look in clear if covers(look, (620, 440, 958, 560))]) == times


def test_code_cut_short_is_looked_for_further_right(kinds: Kinds) -> None:
    box = next(entry[1] for entry in FORM if entry[0] == "91411002MA9TE5T04A")
    half = (box[0], box[1], box[0] + (box[2] - box[0]) * 16 / 18, box[3])
    looks = looks_at(kinds, [*without(FORM, "91411002MA9TE5T04A"), ("91411002MA9TE5T0", half, 0.99)])
    assert any(look.line and covers(look, box) for look in looks)


@pytest.mark.parametrize("read", ["4", "411"])
def test_number_of_which_hardly_any_is_read_is_looked_for_too(kinds: Kinds, read: str) -> None:
    """The words of a stamp run into it: from one figure the width of the others can only be guessed."""
    label, number = "公民身份号码", "411002199003071236"
    at_label, at_number = (next(box for text, box, *_ in CARD if text == words) for words in (label, number))
    end = at_number[0] + (at_number[2] - at_number[0]) * len(read) / 18
    joined = (label + read, (at_label[0], at_number[1], end, at_number[3]), 0.99)
    looks = looks_at(kinds, [*without(CARD, number, label), joined], 2700, 1900)
    assert any(look.line and covers(look, at_number) for look in looks)


def test_name_that_breaks_off_is_looked_for_up_to_the_next_text(kinds: Kinds) -> None:
    head = [at("参保人员花名册", 600, 60, 56), at("单位名称：许昌", 100, 160), at("司", 620, 160)]
    rest = [each for each in ROSTER if each[1][1] > 200]
    looks = looks_at(kinds, [*head, at("参保年月：2026年11月", 1150, 160), *rest])
    wide = [look.box for look in looks if look.line and look.box.y0 < 200]
    assert max(box.x1 for box in wide) > 1000  # past the bit of it, not into the next field
    assert all(box.x1 < 1150 for box in wide)


def test_key_field_that_was_weakly_read_is_looked_at(kinds: Kinds) -> None:
    for name, text, key in (("principal", "吴秋柏", True), ("postcode", "461000", False)):
        box = next(entry[1] for entry in FORM if entry[0] == text)
        looks = looks_at(kinds, [*without(FORM, text), (text, box, 0.7)])
        assert bool(looks) is key, name


@pytest.mark.parametrize(
    ("name", "poor"), [("许昌青禾云杉五金有限", True), ("许昌青禾云杉五金有限公司", False)]
)
def test_name_that_ends_like_no_name_is_looked_at(kinds: Kinds, name: str, poor: bool) -> None:
    assert bool(looks_at(kinds, reworded(FORM, "许昌青禾云杉五金有限公司", name))) is poor


def test_large_print_is_not_enlarged(kinds: Kinds) -> None:
    double: list[Entry] = [
        (entry[0], tuple(3 * edge for edge in entry[1]), 0.99)  # type: ignore[misc]
        for entry in without(FORM, "91411002MA9TE5T04A")
    ]
    looks = looks_at(kinds, double, 4950, 3840)
    assert {look.scale for look in looks} == {1.0}


def test_small_page_is_looked_at_whole_and_enlarged(kinds: Kinds) -> None:
    half: list[Entry] = [
        (entry[0], tuple(edge / 2 for edge in entry[1]), 0.99)  # type: ignore[misc]
        for entry in without(FORM, "91411002MA9TE5T04A")
    ]
    first = looks_at(kinds, half, 825, 640)[0]
    assert first.box == Box(0, 0, 825, 640)
    assert 825 * first.scale == pytest.approx(1280, abs=5)


def test_page_with_a_watermark_is_looked_at_whole_without_it(kinds: Kinds) -> None:
    slanting: list[Entry] = [
        ("仅供社保登记使用", (300 + i * 300, 900, 500 + i * 300, 1100), 0.9) for i in range(3)
    ]
    poor = without(FORM, "91411002MA9TE5T04A")
    first = looks_at(kinds, poor + slanting)[0]
    assert (first.box, first.scale, first.dark_ink) == (Box(0, 0, 1650, 1280), 1.0, True)
    assert all(look.box != first.box for look in looks_at(kinds, poor + slanting[:2]))
    assert looks_at(kinds, FORM + slanting) == ()


@pytest.mark.parametrize("lost", [("25日",), ("25日", "7月"), ("25日", "7月", "2019年")])
def test_date_under_a_seal_is_looked_for(kinds: Kinds, lost: tuple[str, ...]) -> None:
    look, *row = looks_at(kinds, without(LANDSCAPE, *lost))
    assert look.dark_ink
    assert covers(look, (1219, 1058, 1490, 1112))
    assert bool(row) is (len(lost) < 3)  # where a piece is left, its whole row is read as one line


def test_row_of_a_date_goes_on_under_the_seal_over_it(kinds: Kinds) -> None:
    entries = without(LANDSCAPE, "25日", "7月")
    (year,) = (entry[1] for entry in entries if entry[0] == "2019年")
    seal = Seal(Box(year[0] + 40, year[1] - 200, year[0] + 340, year[3] + 40), "round", "red", "", 0.9)
    page = replace(page_of(entries), seals=(seal,))
    rows = [look for look in wanted_looks(page, read_page(page, kinds), kinds) if look.line or look.round]
    assert {look.round for look in rows} == {1, 2, 3, 4, 5}
    assert all(look.box.x0 <= year[0] for look in rows)
    assert all(look.box.x1 > seal.box.x1 + 30 for look in rows if look.round != 5)  # that one is a tight one
    assert all(look.box.height < 2 * (year[3] - year[1]) for look in rows)


def test_license_without_the_words_of_a_copy_is_looked_at_only_if_it_can_be_told_where(kinds: Kinds) -> None:
    """正本 is what is assumed when no 副本 is printed: there is no place to look at."""
    original = without(LANDSCAPE, "(副本)", "(副本号:1-1)")
    assert looks_at(kinds, original) == ()
    small: list[Entry] = [(entry[0], tuple(edge / 2 for edge in entry[1]), 0.99) for entry in original]  # type: ignore[misc]
    (look,) = looks_at(kinds, small, 825, 640)
    assert look.box == Box(0, 0, 825, 640)


def test_looks_are_few(kinds: Kinds) -> None:
    values = ["吴秋柏", "461000", "13800138000", "411002199003071236", "徐青禾", "0374-2981234"]
    more = [
        "91411002MA9TE5T04A",
        "许昌青禾云杉五金有限公司",
        "1708020109200123456",
        "河南省许昌市魏都区龙眼十路75号",
    ]
    looks = looks_at(kinds, without(FORM, *values, *more))
    assert 6 <= sum(not look.line for look in looks) <= 8
    assert len(looks) <= 8 + 24
    assert len(set(looks)) == len(looks)


def test_doubtful_cell_is_looked_at(kinds: Kinds) -> None:
    looks = looks_at(kinds, reworded(ROSTER, "411003200002290041", "411003200002290042"))
    (look,) = [look for look in looks if not look.line]
    assert covers(look, (430, 360, 727, 390))
    assert (look.scale, look.only_ink) == (2.0, False)


def test_cell_without_text_is_tested_for_ink(kinds: Kinds) -> None:
    looks = looks_at(kinds, without(ROSTER, "411003200002290041", "411081197812305617"))
    ink = [look for look in looks if not look.line]
    assert len(ink) == 2
    assert all(look.only_ink and look.strip == look.box for look in ink)


def test_a_few_cells_without_their_codes_are_read_as_lines(kinds: Kinds) -> None:
    looks = looks_at(kinds, without(ROSTER, "411003200002290041"))
    lines = [look for look in looks if look.line]
    assert len(lines) == 3
    assert all(look.box.contains(Box(440, 362, 700, 388), 1.0) for look in lines)


def test_a_code_that_failed_in_every_reading_is_looked_at_many_times(kinds: Kinds) -> None:
    page = page_of(reworded(FORM, "91411002MA9TE5T04A", "91411002MA9TE5T04B"))
    again = replace(page, second_looks=(page.lines,))
    (look,) = looks_at_codes(again, read_page(again, kinds), kinds)
    assert look.code == "uscc"
    assert look.box.contains(Box(355, 242, 600, 268), 1.0)
    whole = page_of(FORM)
    assert looks_at_codes(whole, read_page(whole, kinds), kinds) == ()


def test_a_code_of_which_looks_saw_more_or_less_is_in_doubt(kinds: Kinds) -> None:
    short, shorter = (
        reworded(FORM, "91411002MA9TE5T04A", code) for code in ("91411002MA9TE5T0", "91411002MA9TE5T04")
    )
    page = replace(page_of(short), second_looks=(page_of(shorter).lines,))
    problem = read_page(page, kinds)[0].fields["uscc"].problem
    assert problem is not None
    assert (problem.code, problem.uncertain) == ("length", True)
    sure = replace(page_of(short), second_looks=(page_of(short).lines,))
    problem = read_page(sure, kinds)[0].fields["uscc"].problem
    assert problem is not None
    assert not problem.uncertain


def test_tests_for_ink_do_not_count_as_readings(kinds: Kinds) -> None:
    rows = [
        at(text, x, 480 + 60 * i)
        for i in range(12)
        for text, x in (("徐青禾", 190), ("男", 335), ("4100", 990))
    ]
    looks = looks_at(kinds, [*without(ROSTER, "合计3人", "填表人：周小禾"), *rows], 1650, 2400)
    assert len(looks) == 12
    assert all(look.only_ink for look in looks)


def test_looks_lie_on_the_page(kinds: Kinds) -> None:
    at_edge = [
        *without(FORM, "单位名称(章)", "许昌青禾云杉五金有限公司"),
        at("单位名称(章)", 2, 2),
        at("许昌青禾云杉五金有限", 200, 2),
    ]
    looks = looks_at(kinds, at_edge)
    assert looks
    assert all(Box(0, 0, 1650, 1280).contains(look.box, 1.0) for look in looks)
    assert all(look.box.y0 == 0 for look in looks if not look.line)


def test_spreadsheet_needs_no_look(kinds: Kinds) -> None:
    cells = (("参保人员花名册",), ("单位名称：",), ("序号", "姓名", "公民身份号码"), ("1", "徐青禾", ""))
    page = Page(Source("a.xlsx"), cells=cells)
    assert wanted_looks(page, read_page(page, kinds), kinds) == ()


# -- overlaid ---------------------------------------------------------------------------------------------


def line(text: str, x0: float, x1: float, y: float = 100.0) -> TextLine:
    return TextLine(text, Box(x0, y, x1, y + 30), 0.9)


LINES = (line("法定代表人", 100, 250), line("吴", 260, 300), line("名称", 100, 160, 300))


def test_line_that_was_seen_whole_gives_way() -> None:
    seen = (line("吴秋柏", 258, 350),)
    assert overlaid(LINES, seen) == (LINES[0], LINES[2], seen[0])


def test_slanting_words_keep_nothing_out() -> None:
    """Print that a look saw beside them stands in their upright box all the same."""
    aslant = TextLine("许昌市社会保险中心窗口收件", Box(100, 80, 500, 200), 0.9)
    number = line("411003200002290041", 150, 450, 110)
    assert overlaid((aslant,), (number,)) == (aslant, number)
    level = TextLine("仅供社保登记使用", Box(100, 105, 500, 145), 0.9)
    assert overlaid((level,), (number,)) == (level, number)
    print_ = TextLine("河南省许昌市魏都区建设路8号", Box(100, 105, 500, 145), 0.9)
    assert overlaid((print_,), (number,)) == (print_,)


def test_a_line_read_with_a_stamp_over_it_gives_way_to_the_lines_seen_under_it() -> None:
    """The stamp lies askew: what was read through it is as high as both lines."""
    through = TextLine("型股份有限与原件一致人", Box(100, 100, 640, 240), 0.88)
    seen = (line("称苏州铎溪物流股份有限公司", 120, 600, 100), line("型股份有限公司(非上市)", 120, 620, 190))
    assert overlaid((through,), seen) == seen
    plain = replace(through, text="型股份有限公司业务收入人")
    assert plain in overlaid((plain,), seen)


def test_less_of_a_line_is_enough_where_told_so() -> None:
    """What was made of a pale label sticks to the name; a look at the name's own place leaves it out."""
    stuck, name = line("6胡映雪", 74, 170), line("胡映雪", 101, 245)
    assert overlaid((stuck,), (name,)) == (stuck,)
    assert overlaid((stuck,), (name,), share=0.6) == (name,)


def test_look_that_saw_nothing_loses_nothing() -> None:
    assert overlaid(LINES, ()) == LINES
    assert overlaid(LINES, (line("　", 100, 300),)) == LINES


def test_line_cut_by_the_edge_of_the_look_stays() -> None:
    """The look saw only the end of a long line: what it saw is in the line already."""
    whole = (line("河南省许昌市魏都区龙眼十路75号", 0, 600),)
    assert overlaid(whole, (line("龙眼十路75号", 350, 600),)) == whole


def test_two_lines_of_the_look_cover_one() -> None:
    seen = (line("吴秋", 255, 280), line("柏", 280, 302))
    assert overlaid(LINES, seen) == (LINES[0], LINES[2], *seen)


def test_line_of_another_row_does_not_give_way() -> None:
    seen = (line("类型", 100, 160, 325),)
    assert overlaid(LINES, seen) == (*LINES, seen[0])


# -- weighed ----------------------------------------------------------------------------------------------

WRONG = Problem("check_digit", "校验位不对")
UNREAD = Problem("unread", "没有读到", uncertain=True)
BLANK = Problem("blank", "是空的")


def value(
    text: str | None, confidence: float = 0.9, problem: Problem | None = None, printed: str = "x"
) -> Field:
    return Field("name", text, printed if text is not None else "", confidence, None, "p", problem)


def document(*fields: Field, kind: str | None = "k", rows: tuple[Row, ...] = ()) -> Document:
    return Document("d", kind, 1.0, ("p",), {field.name: field for field in fields}, rows)


KIND = KindSpec.model_validate(
    {
        "id": "k",
        "title": "k",
        "recognise": {},
        "fields": [
            {"name": "name", "title": "名称", "type": "text", "key": True},
            {"name": "note", "title": "备注", "type": "text"},
        ],
    }
)


def two_readings(a: Sequence[Document], b: Sequence[Document]) -> tuple[Document, ...]:
    return weighed((a, b), {"k": KIND})


def better(a: Field, b: Field) -> Field:
    (found,) = two_readings((document(a),), (document(b),))
    return replace(found.fields["name"], others=())


GOOD, OTHER = value("甲"), value("乙")


@pytest.mark.parametrize(
    ("worse", "best"),
    [
        (value(None, 0.0, UNREAD), value(None, 0.0, BLANK)),
        (value(None, 0.0, BLANK), value("甲", 0.5, WRONG)),
        (value(None, 0.0, UNREAD), value("甲", 0.5, WRONG)),
        (value("乙", 0.99, WRONG), value("甲", 0.5)),
        (value("正本", 0.99, printed=""), value("副本", 0.5)),
        (value("乙", 0.99, WRONG), value("正本", 0.5, printed="")),
        (value("甲", 0.6), value("甲", 0.9)),
        (value("乙", 0.6), value("甲", 0.9)),
        (value("乙", 0.9), value("甲", 0.98)),
    ],
)
def test_better_value_wins_whichever_was_first(worse: Field, best: Field) -> None:
    assert better(worse, best) == best
    assert better(best, worse) == best


def test_value_that_more_readings_give_wins_and_the_other_is_kept() -> None:
    first, second, third = value("湖订", 0.96), value("澜汀", 0.91), value("澜汀", 0.92)
    (found,) = weighed([(document(reading),) for reading in (first, second, third)], {"k": KIND})
    assert (found.fields["name"].value, found.fields["name"].others) == ("澜汀", ("湖订",))
    assert found.fields["name"].problem is None


def test_persons_name_that_two_looks_are_certain_of_beats_one_that_more_doubt() -> None:
    """Without the stamp over it a name reads well in every look; with it, it is misread again and again."""
    misread = [value("赵电", 0.7), value("赵电", 0.917), value("赵电", 0.77)]
    certain = [value("赵雪娟", 0.998), value("赵雪娟", 0.999)]
    person = KIND.model_copy(update={"fields": (KIND.fields[0].model_copy(update={"type": "person"}),)})
    (found,) = weighed([(document(reading),) for reading in (*misread, *certain)], {"k": person})
    assert (found.fields["name"].value, found.fields["name"].problem) == ("赵雪娟", None)
    (found,) = weighed([(document(reading),) for reading in (*misread, certain[0])], {"k": person})
    assert found.fields["name"].value == "赵电"


def test_reading_that_did_not_look_again_is_no_second_voice() -> None:
    same, other = value("湖订", 0.9), value("澜汀", 0.91)
    (found,) = weighed([(document(reading),) for reading in (same, same, same, other)], {"k": KIND})
    assert found.fields["name"].problem is not None


def test_whole_name_beats_one_that_breaks_off() -> None:
    names = KIND.model_copy(update={"fields": (KIND.fields[0].model_copy(update={"type": "org_name"}),)})
    for first, second in itertools.permutations(
        [value("许昌云杉股份有限", 0.999), value("许昌云杉股份有限公司", 0.91)]
    ):
        (found,) = weighed([(document(first),), (document(second),)], {"k": names})
        assert found.fields["name"].value == "许昌云杉股份有限公司"


@pytest.mark.parametrize(("a", "b"), [(GOOD, OTHER), (OTHER, GOOD), (value("甲", 0.8), value("乙", 0.95))])
def test_two_good_values_that_differ_are_nobodys_word(a: Field, b: Field) -> None:
    found = better(a, b)
    assert found.problem is not None
    assert (found.problem.code, found.problem.uncertain) == ("readings_differ", True)
    assert found.confidence <= 0.6
    assert found.value == max((a, b), key=lambda field: field.confidence).value


def test_value_that_matters_less_is_taken_from_the_surer_reading() -> None:
    a, b = replace(GOOD, name="note", confidence=0.8), replace(OTHER, name="note")
    assert two_readings((document(a),), (document(b),))[0].fields["note"] == b


def test_two_bad_values_leave_the_first() -> None:
    a, b = value("甲", 0.5, WRONG), value("乙", 0.9, WRONG)
    assert better(a, b) == a


def test_field_that_only_one_reading_has() -> None:
    extra = replace(GOOD, name="extra")
    assert two_readings((document(GOOD),), (document(GOOD, extra),))[0].fields["extra"] == extra
    assert two_readings((document(GOOD, extra),), (document(GOOD),))[0].fields["extra"] == extra


def test_reading_that_knows_the_kind_wins() -> None:
    unknown, known = document(kind=None), document(GOOD)
    assert two_readings((unknown,), (known,)) == (known,)
    assert two_readings((known,), (unknown,)) == (known,)
    assert two_readings((known,), (document(OTHER, kind="other"),)) == (known,)


def test_reading_with_another_number_of_documents() -> None:
    a, b, unknown = document(GOOD), document(OTHER), document(kind=None)
    assert two_readings((a,), (a, b)) == (a, b)
    assert two_readings((a, b), (a,)) == (a, b)
    assert two_readings((a,), (a, unknown)) == (a,)
    assert two_readings((), (a,)) == (a,)
    assert two_readings((a,), ()) == (a,)
    assert two_readings((), ()) == ()


def test_rows_come_from_the_reading_that_read_more_cells() -> None:
    def rows(*cells: Field) -> tuple[Row, ...]:
        return (Row(1, {f"c{i}": cell for i, cell in enumerate(cells)}),)

    poor, rich = rows(GOOD, value("乙", 0.9, WRONG)), rows(GOOD, OTHER)
    for first, second in ((poor, rich), (rich, poor)):
        (found,) = two_readings((document(rows=first),), (document(rows=second),))
        assert found.rows == rich
    same = rows(OTHER, GOOD)
    assert two_readings((document(rows=rich),), (document(rows=same),))[0].rows == rich


def test_wrong_code_is_corrected_by_a_second_look(kinds: Kinds) -> None:
    wrong = reworded(FORM, "91411002MA9TE5T04A", "91411002MA9TE5T04B")
    page = page_of(wrong)
    assert read_page(page, kinds)[0].fields["uscc"].problem is not None
    seen = page_of([at("91411002MA9TE5T04A", 350, 240)]).lines
    (found,) = read_page(replace(page, second_looks=(overlaid(page.lines, seen),)), kinds)
    assert (found.value("uscc"), found.fields["uscc"].problem) == ("91411002MA9TE5T04A", None)


def test_value_read_in_another_way_each_time_is_doubted() -> None:
    readings = [value(text, 0.9 if text == "甲" else 0.6) for text in ("甲", "乙", "丙", "丁")]
    (found,) = weighed([(document(reading),) for reading in readings], {"k": KIND})
    problem = found.fields["name"].problem
    assert problem is not None
    assert (problem.code, problem.uncertain) == ("readings_differ", True)


def test_value_of_a_card_under_a_stamp_is_looked_at_with_nothing_but_its_print(kinds: Kinds) -> None:
    over = ("仅供社保登记使用", (300.0, 440.0, 960.0, 600.0), 0.99)
    looks = looks_at(kinds, [*without(CARD, "姓名徐青"), over], 2700, 1900)
    print_ = [look for look in looks if look.black_ink]
    assert len({(look.round, look.box) for look in print_}) == len(print_) == 2
    assert all(look.line and covers(look, (620, 450, 958, 555)) for look in print_)


def test_date_of_a_card_that_was_read_in_part_is_looked_at_whole(kinds: Kinds) -> None:
    part = ("出生1990", (343.0, 865.0, 900.0, 976.0), 0.99)
    looks = looks_at(kinds, [*without(CARD, "出生1990年3月7日"), part], 2700, 1900)
    assert any(look.black_ink and covers(look, (650, 880, 1480, 960)) for look in looks)


def test_code_that_fails_its_check_is_looked_at_without_what_reaches_into_its_line(kinds: Kinds) -> None:
    box = next(entry[1] for entry in FORM if entry[0] == "91411002MA9TE5T04A")
    looks = looks_at(kinds, [*without(FORM, "91411002MA9TE5T04A"), ("91411002MA9TE5T04B", box, 0.99)])
    tight = [look for look in looks if look.margin < 0]
    assert {(look.without_red, look.dark_ink) for look in tight} == {(True, False), (False, True)}
    assert {look.box for look in tight} == {Box(*box)}


def test_reading_that_goes_on_into_a_stamp_speaks_for_what_it_holds() -> None:
    whole, short = "许昌云帆物流有限公司魏都区分公司", "许昌云帆物流有限公司魏都分公司"
    organisation = KIND.model_copy(
        update={"fields": (KIND.fields[0].model_copy(update={"type": "org_name"}), *KIND.fields[1:])}
    )
    stamped = value(f"{whole}复印件", 0.96, WRONG, printed=f"{whole}复印件")
    readings = [value(whole, 0.97), stamped, value(short, 0.98)]
    (found,) = weighed([(document(reading),) for reading in readings], {"k": organisation})
    assert found.value("name") == whole


def roster_of(number: str, problem: str) -> Document:
    doubt = Problem(problem, "不对")
    cell = Field("id_number", number, number, 0.9, Box(0, 0, 90, 20), "p", doubt)
    return document(rows=(Row(1, {"id_number": cell}, "p"),))


@pytest.mark.parametrize(
    ("first", "second", "problem", "doubted"),
    [
        ("4110021990030712", "41100219900307123", "length", True),
        ("4110021990030712", "4110021990030712", "length", False),
        ("411002199003071237", "411002199003071287", "check_digit", False),
    ],
)
def test_code_of_which_each_look_sees_more_or_less_accuses_nobody(
    first: str, second: str, problem: str, doubted: bool
) -> None:
    (found,) = two_readings((roster_of(first, problem),), (roster_of(second, problem),))
    doubt = found.rows[0].fields["id_number"].problem
    assert doubt is not None
    assert doubt.uncertain is doubted
