"""Templates, their lint, and the same page as text and as a Word document."""

from __future__ import annotations

import io
import re
from dataclasses import fields, replace
from pathlib import Path

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake_assist.notice import Forms, TemplateFaultError, paper_from_json, paper_to_json, templates
from intake_assist.notice.content import Notice
from intake_assist.notice.example import BARE, NOTICES, OCCASION, OFFICE, RECEIPT, USUAL
from intake_assist.notice.form_lint import lint, lint_text
from intake_assist.notice.forms import FILES, HEAD, NOTICE, numeral, shipped
from intake_assist.notice.forms import RECEIPT as RECEIPT_FILE
from intake_assist.notice.markup import Table, blocks
from intake_assist.notice.plain import plain_text
from intake_assist.notice.splitting import split_before
from intake_assist.notice.word import docx

FORMS = Forms()


def told(notice: Notice) -> list[str]:
    faults = [fault for group in notice.faults for fault in group.faults]
    return [
        notice.occasion.number,
        notice.matter.title,
        notice.office.authority,
        *(text for e in (*notice.missing, *notice.deferred) for text in (e.title, e.lack, e.demand, e.basis)),
        *(text for f in faults for text in (f.place, f.found, f.required, f.mend, f.basis)),
        *(entry.found for entry in notice.mended),
        *(entry.title for entry in notice.received),
        *notice.channels,
        *notice.hints,
    ]


@pytest.mark.parametrize("notice", NOTICES, ids=["usual", "deferred", "bare"])
def test_the_page_the_text_and_the_document_say_everything(notice: Notice) -> None:
    paper = FORMS.notice(notice)
    text = plain_text(paper)
    document = python_docx.Document(io.BytesIO(docx(paper)))
    word = "\n".join(
        [p.text for p in document.paragraphs]
        + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )
    for each in told(notice):
        assert each in text
        assert each in word
    assert "<" not in text


def test_the_document_has_the_code_repeated_heads_and_the_foot() -> None:
    document = python_docx.Document(io.BytesIO(docx(FORMS.notice(USUAL))))
    assert len(document.inline_shapes) == 1
    heads = [t for t in document.tables if "tblHeader" in t._tbl.xml]
    assert len(heads) == 4
    foot = document.sections[0].footer.paragraphs[0]
    assert USUAL.occasion.number in foot.text
    assert "NUMPAGES" in foot._p.xml
    assert round(document.sections[0].page_width.mm) == 210


def test_the_document_keeps_the_columns_and_no_two_tables_run_together() -> None:
    document = python_docx.Document(io.BytesIO(docx(FORMS.notice(USUAL))))
    faults = next(table for table in document.tables if len(table.columns) == 6)
    widths = [round(column.width.mm) for column in faults.columns]
    assert widths == [13, 22, 42, 32, 28, 30]
    bodies = [element.tag.rpartition("}")[2] for element in document.element.body]
    assert "tbl tbl" not in " ".join(bodies)
    sizes = {run.font.size.pt for run in document.sections[0].footer.paragraphs[0].runs}
    assert sizes == {9.0}


def test_sections_are_numbered_without_gaps() -> None:
    for notice in NOTICES:
        heads = re.findall(r"<h2>(.)、", FORMS.notice(notice).html)
        assert heads == list("一二三四五六七")[: len(heads)]
    assert [numeral(n) for n in (1, 10, 11, 20, 99)] == ["一", "十", "十一", "二十", "九十九"]


def test_a_kept_paper_is_the_same_whatever_becomes_of_the_template() -> None:
    paper = FORMS.notice(USUAL)
    assert paper_from_json(paper_to_json(paper)) == paper


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
@settings(max_examples=60)
def test_whatever_an_applicant_is_called_is_text_and_no_markup(name: str) -> None:
    marked = f"<b>{name}</b>{{{{ 7*7 }}}}&amp;<img src=file:///etc/passwd>"
    notice = replace(BARE, applicant=replace(BARE.applicant, name=marked))
    html = FORMS.notice(notice).html
    assert "<b>" not in html.replace("<body>", "")
    assert "file:///etc/passwd>" not in html
    assert "49" not in html.replace(name, "")
    assert html.count("<img") == 1


def test_shipped_templates_have_no_mistake() -> None:
    assert [mistake for name in FILES for mistake in lint_text(name, name)] == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("paper.occasion.number", "paper.occasion.nummer", "没有“nummer”这一项"),
        ("in notice.missing", "in notis.missing", "没有“notis”这一项"),
        ("fault.required", "fault.requried", "没有“requried”这一项"),
        ("<td>{{ fault.found }}</td>", "<td></td>", "没有问题“单位名称”的现状"),
        ("{{ entry.until | day | or_date }}前", "", "的补交期限"),
        ('<img src="qr" width="76" height="76">', "", "二维码"),
        ('<p class="sign">申请人（经办人）签收：</p>', "", "申请人签收"),
        ("告知单位（盖章）：", "", "盖章处"),
        ("签收日期：", "", "告知（收件）日期|签收日期|没有"),
        ("| day |", "| dya |", "没有这个过滤器：“dya”（是不是想写“day”？）"),
        ("{% endfor %}", "", "没有写完|不认识"),
        ("{{ notice.matter.title }}", "{{ notice.matter.title }", "多了或错了符号"),
        ("{{ notice.matter.title }}", "{{ notice.matter.title }}{{ 1 // 0 }}", "填不进内容"),
        ("{{ notice.matter.title }}", "{{ notice.__class__ }}", "没有“__class__”这一项"),
        ("{{ notice.matter.title }}", "{{ notice.matter.title }}<script>1</script>", "打印不出来"),
    ],
)
def test_lint_finds_it(old: str, new: str, said: str) -> None:
    texts = shipped()
    name = NOTICE if old in texts[NOTICE] else HEAD
    assert old in texts[name]
    if old == "签收日期：":
        texts = {**texts, NOTICE: texts[NOTICE].replace("告知日期：", "")}
    mistakes = lint_text(name, name, {**texts, name: texts[name].replace(old, new)})
    assert any(re.search(said, str(mistake)) for mistake in mistakes), mistakes


def test_lint_says_the_line() -> None:
    text = shipped()[HEAD]
    line = next(at for at, each in enumerate(text.splitlines(), 1) if "paper.applicant.uscc" in each)
    texts = {**shipped(), HEAD: text.replace("applicant.uscc", "applicant.usc")}
    (mistake,) = lint_text(HEAD, HEAD, texts)
    assert (mistake.line, mistake.suggestion) == (line, "uscc")
    # Said once, of the file it stands in.
    assert lint_text(NOTICE, NOTICE, texts) == ()


def test_a_page_of_before_the_common_head_is_still_a_good_one() -> None:
    """A hall's own page may hold its head itself, whatever becomes of the common one."""
    own = '{% set title = "一次性告知书" %}\n' + shipped()[HEAD].replace("paper.", "notice.")
    page = re.sub(r"{% set paper.*?head.html\" %}", lambda _: own, shipped()[NOTICE], flags=re.DOTALL)
    assert 'include "head' not in page
    texts = {**shipped(), NOTICE: page, HEAD: "{{ oops }}"}
    assert lint_text(NOTICE, NOTICE, texts) == ()
    assert Forms(texts).notice(USUAL).html.split() == FORMS.notice(USUAL).html.split()


def test_a_folder_replaces_what_it_holds(tmp_path: Path) -> None:
    text = shipped()[RECEIPT_FILE].replace('receipt, "收件清单"', 'receipt, "接收清单"')
    (tmp_path / RECEIPT_FILE).write_text(text, encoding="utf-8")
    forms = Forms(templates(tmp_path))
    assert "接收清单" in forms.receipt(RECEIPT).html
    assert forms.notice(USUAL) == FORMS.notice(USUAL)
    assert lint(tmp_path) == ()


def test_a_folder_without_templates_is_told_so(tmp_path: Path) -> None:
    (mistake,) = lint(tmp_path)
    assert NOTICE in mistake.message


def test_a_template_that_is_no_text_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / NOTICE).write_bytes("一次性告知书".encode("gbk"))
    with pytest.raises(TemplateFaultError) as refused:
        templates(tmp_path)
    assert "UTF-8" in refused.value.message
    assert "UTF-8" in lint(tmp_path)[0].message


@pytest.mark.parametrize(
    "text",
    [
        "{{ notice.nothing }}",
        "{% if %}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{% include '/etc/passwd' %}",
        "{{ notice.matter.title + 1 }}",
        "{% for i in range(10**9) %}x{% endfor %}",
    ],
)
def test_a_bad_template_ends_in_a_sentence(text: str) -> None:
    with pytest.raises(TemplateFaultError) as refused:
        Forms({**shipped(), NOTICE: text}).notice(USUAL)
    assert NOTICE in refused.value.message


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        (HEAD, "\n{{ paper.applicant.usc }}", "head.html 第 2 行：没有“usc”这一项。"),
        (NOTICE, "{{ nope }}", "notice.html 第 1 行：没有“nope”这一项。"),
        (NOTICE, "{% if notice %}", "notice.html 第 1 行：没有写完，缺少结束标签"),
        (NOTICE, "{{ notice | foo }}", "notice.html 第 1 行：写法不对，在“foo”附近。"),
        (HEAD, "{{ paper.__class__.__mro__ }}", "head.html 第 1 行：用了模板里不许用的东西。"),
        (NOTICE, '{% include "zz.html" %}', "notice.html 第 1 行：没有“zz.html”这个文件。"),
        (NOTICE, "{{ 1 / 0 }}", "notice.html 第 1 行：填不进内容"),
    ],
)
def test_a_fault_is_said_with_its_file_and_line(file: str, text: str, said: str) -> None:
    with pytest.raises(TemplateFaultError) as refused:
        Forms({**shipped(), file: text}).notice(USUAL)
    assert said in refused.value.message


@given(st.text(alphabet="<>/{}%#tdrhpae \"='一二qr\n"))
@settings(max_examples=150)
def test_any_text_can_be_linted_and_read(text: str) -> None:
    lint_text(NOTICE, NOTICE, {**shipped(), NOTICE: text})
    blocks(text)
    split_before(text, 0, 1)


def test_tables_are_split_with_their_heads() -> None:
    html = FORMS.notice(USUAL).html
    tables = [block for block in blocks(html) if isinstance(block, Table)]
    at = next(i for i, table in enumerate(tables) if table.rows[0][1].text == "位置")
    split = split_before(html, at, 3)
    assert split is not None
    after = [block for block in blocks(split) if isinstance(block, Table)]
    assert len(after) == len(tables) + 1
    assert after[at].rows + after[at + 1].rows[1:] == tables[at].rows
    assert after[at + 1].rows[0] == tables[at].rows[0]
    assert split_before(html, at, 99) is None
    assert split_before(html, 99, 1) is None
    assert split_before("<table><tr><td><table><tr></tr></table></td></tr><tr></tr></table>", 0, 1) is None


def test_the_example_fills_every_place() -> None:
    """Lint sees only what the example shows."""
    assert [each.name for each in fields(Notice) if not getattr(USUAL, each.name)] == []
    assert all(getattr(OFFICE, each.name) for each in fields(OFFICE))
    assert all(getattr(OCCASION, each.name) for each in fields(OCCASION))
