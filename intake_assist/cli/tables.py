"""What people see on the terminal. Signs are chosen from those that a Chinese code page (GBK) has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from intake_assist.checklist import Mistake
from intake_assist.checklist.models import KindSpec, MatterSpec, Question
from intake_assist.evaluate import CaseScore, Evaluation, Tally, all_fields, false_alarms, missed, total
from intake_assist.evaluate.baseline import Change, Comparison
from intake_assist.evaluate.figures import by_name, measures, precision, recall
from intake_assist.evaluate.statistics import ConditionFigures, by_condition, by_hand, interval, reliability
from intake_assist.evaluate.wording import MEASURES, PASSED_ON_FLAGGED, cut_sentences
from intake_assist.model import (
    Case,
    Document,
    Evidence,
    Field,
    Finding,
    Material,
    MaterialStatus,
    Page,
    Severity,
    State,
)
from intake_assist.report import open_findings
from intake_assist.values.mask import masked, masked_value

Kinds = Mapping[str, KindSpec]

STATUSES = {
    MaterialStatus.PRESENT: ("√", "已收", "green"),
    MaterialStatus.MISSING: ("×", "缺少", "bold red"),
    MaterialStatus.DEFERRED: ("△", "可容缺", "yellow"),
    MaterialStatus.UNCERTAIN: ("?", "请人工看", "yellow"),
    MaterialStatus.NOT_REQUIRED: ("-", "不适用", "dim"),
}
WAIVED = ("-", "免提交", "dim")
SEVERITIES = {
    Severity.ERROR: ("×", "错误", "bold red"),
    Severity.SUSPECT: ("!", "疑似", "red"),
    Severity.WARN: ("△", "提醒", "yellow"),
    Severity.INFO: ("·", "告知", "cyan"),
}
CANNOT_TELL = ("?", "请人工看", "yellow")


def sign(look: tuple[str, str, str]) -> Text:
    mark, word, style = look
    return Text(f"{mark} {word}", style=style)


# -- read -------------------------------------------------------------------------------------------------


def show_pages(console: Console, pages: Iterable[Page], documents: Iterable[Document], kinds: Kinds) -> None:
    """Every page with what was recognised on it."""
    documents, pages = list(documents), list(pages)
    for page in pages:
        console.print(Text(place(page, pages), style="bold"))
        console.print(Padding(_page(page, [d for d in documents if page.id in d.pages], kinds), (0, 0, 1, 2)))


def _page(page: Page, documents: list[Document], kinds: Kinds) -> RenderableType:
    if page.problem:
        return Text(f"× {page.problem}", style="red")
    marks = [Text(f"△ {mark.message}", style="yellow") for mark in page.quality]
    if page.blank:
        return Group("空白页", *marks)
    return Group(*marks, *(_document(document, page, kinds) for document in documents))


def _document(document: Document, page: Page, kinds: Kinds) -> RenderableType:
    kind = kinds.get(document.kind or "")
    title = kind.title if kind else "认不出的材料"
    fields = [field for field in document.fields.values() if field.page in ("", page.id)]
    if not fields:
        return Text(f"{title}({document.kind_confidence:.0%})")
    table = Table(
        "项目", "内容", "提示", title=f"{title}({document.kind_confidence:.0%})", title_justify="left"
    )
    for field in fields:
        table.add_row(*_field(field, kind))
    rows = sum(row.page in ("", page.id) for row in document.rows)
    return Group(table, f"表内 {rows} 行") if rows else table


def _field(field: Field, kind: KindSpec | None) -> tuple[RenderableType, ...]:
    spec = kind.field(field.name) if kind else None
    value = field.value if field.value is not None else field.text
    hidden = masked_value(value) if spec and spec.sensitive else masked(value)
    problem = field.problem
    note = Text(masked(problem.message) if problem else "", style="yellow", overflow="fold")
    if problem and problem.suggestion:
        note.append(f" 是否为 {masked(problem.suggestion)}？")
    return Text(spec.title if spec else field.name), Text(hidden, overflow="fold"), note


# -- check ------------------------------------------------------------------------------------------------


def show_case(console: Console, case: Case, matter: MatterSpec) -> None:
    """The materials, then everything to look at, heaviest first."""
    console.print(Text(f"{matter.title}  清单 {case.checklist_version}  {case.today}", style="bold"))
    console.print(_materials(case))
    findings = open_findings(case)
    titles = {material.id: material.title for material in case.materials}
    for number, finding in enumerate(findings, start=1):
        for line in _finding(number, finding, case, titles):
            console.print(line, soft_wrap=True)
    console.print(
        f"共 {len(case.pages)} 页，{len(findings)} 条提示，用时 {case.seconds:.1f} 秒。结论由窗口人员作出。"
    )


def _materials(case: Case) -> RenderableType:
    """The materials that concern the case in a table, the others in one line."""
    table = Table("材料", "状态", "页")
    for material in case.materials:
        if _concerns(material):
            pages = "\n".join(place_of(page, case) for page in material.pages)
            table.add_row(Text(material.title, overflow="fold"), sign(_status(material)), Text(pages))
    rest = "、".join(material.title for material in case.materials if not _concerns(material))
    return Group(table, Text(f"不适用：{rest}", style="dim")) if rest else table


def _concerns(material: Material) -> bool:
    return material.waived or material.status is not MaterialStatus.NOT_REQUIRED


def _status(material: Material) -> tuple[str, str, str]:
    return WAIVED if material.waived else STATUSES[material.status]


def _finding(number: int, finding: Finding, case: Case, titles: Mapping[str, str]) -> Iterator[Text]:
    """The message, then what is known about it; one line each, which the terminal breaks as it likes."""
    look = CANNOT_TELL if finding.state is State.UNCERTAIN else SEVERITIES[finding.severity]
    yield Text(f"{number}. ") + sign(look) + Text(f"  {masked(finding.message)}")
    places = [_evidence(evidence, case) for evidence in finding.evidence]
    details = [
        ("材料", titles.get(finding.material or "")),
        ("位置", ";".join(dict.fromkeys(places))),
        ("建议", finding.suggestion and masked(finding.suggestion)),
        ("依据", finding.basis),
    ]
    yield from (Text(f"   {label}:{text}", style="dim") for label, text in details if text)


def _evidence(evidence: Evidence, case: Case) -> str:
    shown = f"“{masked(evidence.text)}”" if evidence.text else ""
    return place_of(evidence.page, case) + shown


def place_of(page_id: str, case: Case) -> str:
    page = case.page(page_id)
    return place(page, case.pages) if page else page_id


def place(page: Page, pages: Iterable[Page]) -> str:
    """``01.jpg 第 1 页``, with the part when the sheet was cut into several.

    The folder is named as well when another file of `pages` has the same name.
    """
    parts = page.source.file.replace("\\", "/").rsplit("/", 2)
    same = {other.source.file for other in pages if _last(other.source.file) == parts[-1]}
    name = "/".join(parts[-2:]) if len(same) > 1 else parts[-1]
    part = f"({page.source.part})" if page.source.part else ""
    return f"{name} 第 {page.source.page} 页{part}"


def _last(file: str) -> str:
    return file.replace("\\", "/").rsplit("/", 1)[-1]


# -- evaluate ---------------------------------------------------------------------------------------------


def show_evaluation(
    console: Console, evaluation: Evaluation, kinds: Kinds, verbose: bool, wanted: float
) -> None:
    score = total(evaluation.scores.values())
    console.print(_summary(evaluation), _measures(score), _by_field(evaluation, kinds), _by_code(evaluation))
    conditions = by_condition(score.field_records, score.defect_records)
    console.print(_by_name(score), _fields_by_condition(conditions), _defects_by_condition(conditions))
    console.print(_by_confidence(score))
    for line in cut_sentences(score.field_records, wanted):
        console.print(Text(line), soft_wrap=True)
    for broken in evaluation.broken:
        console.print(Text(f"× {broken.case}:{broken.message}", style="red"))
    if verbose:
        for name, score in evaluation.scores.items():
            console.print(Text(f"{'△' if score.wrong else '√'} {name}", style="bold"))
            for line in score.wrong:
                console.print(Text(f"   {masked(line)}"), soft_wrap=True)


def show_comparison(console: Console, comparison: Comparison) -> None:
    """The main figures against those of an earlier run, and which of them got worse."""
    table = Table("指标", "基线", "现在", "变化", "结论", title="与基线比较", title_justify="left")
    for change in comparison.changes:
        verdict = Text("× 变差", style="bold red") if change.worse else Text("√", style="green")
        table.add_row(
            change.title, _figure(change.before, change), _figure(change.now, change), _step(change), verdict
        )
    console.print(table)
    for cases, words in ((comparison.gone, "基线里有、这次没有"), (comparison.added, "这次多出来")):
        if cases:
            names = "、".join(cases[:5]) + (" 等" if len(cases) > 5 else "")
            text = f"△ {words}的样例 {len(cases)} 件（{names}），两次的数字不完全可比。"
            console.print(Text(text, style="yellow"), soft_wrap=True)
    if comparison.worse:
        worse = "、".join(change.title for change in comparison.changes if change.worse)
        console.print(Text(f"比基线差：{worse}。", style="bold red"), soft_wrap=True)


def _figure(value: float | None, change: Change) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if change.alarms else f"{value:.2%}"


def _step(change: Change) -> str:
    if change.before is None or change.now is None:
        return "-"
    step = change.now - change.before
    return f"{step:+.3f}" if change.alarms else f"{100 * step:+.2f} 个百分点"


def _summary(evaluation: Evaluation) -> Table:
    score, cases = total(evaluation.scores.values()), len(evaluation.scores)
    table = Table("指标", "结果", "数量", title="总计", title_justify="left")
    fields = all_fields(score)
    for title, tally in [
        ("材料种类", score.kinds),
        ("归入材料", score.sorting),
        ("材料状态", score.statuses),
        ("字段", fields),
        ("关键字段", score.key_fields),
    ]:
        table.add_row(title, percent(tally), f"{tally.right}/{tally.total}")
    planted = sum(tally.planted for tally in score.defects.values())
    found = Tally(planted, planted - missed(score))
    table.add_row("问题检出", percent(found), f"{found.right}/{found.total}")
    alarms = false_alarms(score)
    table.add_row("每件误报", f"{alarms / cases:.2f}" if cases else "-", f"{alarms}/{cases}")
    doubtful = Tally(fields.total, fields.doubtful)
    table.add_row("字段“看不清”", percent(doubtful), f"{fields.doubtful}/{fields.total}")
    table.add_row("印章签名未判", "", str(score.not_judged))
    table.add_row(
        "每页用时", f"{score.seconds / score.pages:.2f} 秒" if score.pages else "-", f"{score.pages} 页"
    )
    return table


def _measures(score: CaseScore) -> Table:
    table = Table("指标", "结果", "数量", "95% 区间", title="要守住的指标", title_justify="left")
    for name, tally in measures(score).items():
        low, high = interval(tally.right, tally.total)
        table.add_row(MEASURES[name], percent(tally), f"{tally.right}/{tally.total}", f"{low:.1%}-{high:.1%}")
    table.add_row(PASSED_ON_FLAGGED, str(score.passed_on_flagged), "", "")
    return table


def _by_name(score: CaseScore) -> Table:
    table = Table("埋下的问题", "检出", "数量", "95% 区间", title="各种埋法", title_justify="left")
    for name, tally in sorted(by_name(score).items()):
        low, high = interval(tally.right, tally.total)
        table.add_row(name, percent(tally), f"{tally.right}/{tally.total}", f"{low:.1%}-{high:.1%}")
    return table


def _by_field(evaluation: Evaluation, kinds: Kinds) -> Table:
    table = Table("种类", "字段", "正确", "数量", "未读出", title="各字段", title_justify="left")
    for (kind, name), tally in sorted(total(evaluation.scores.values()).fields.items()):
        spec = kinds[kind].field(name) if kind in kinds else None
        mark = " *" if spec and spec.key else ""
        table.add_row(kind, name + mark, percent(tally), f"{tally.right}/{tally.total}", str(tally.unread))
    table.caption = "* 关键字段"
    return table


def _by_code(evaluation: Evaluation) -> Table:
    columns = ("问题", "标注", "判为有", "请人工看", "漏报", "误报", "检出率", "准确率")
    table = Table(*columns, title="各类问题", title_justify="left")
    for code, tally in sorted(total(evaluation.scores.values()).defects.items()):
        lost = tally.planted - tally.found
        counts = (tally.planted, tally.flagged, tally.uncertain, lost, tally.false_alarms)
        table.add_row(code, *map(str, counts), with_interval(recall(tally)), with_interval(precision(tally)))
    table.caption = "检出率：标注的问题里报出来的；准确率：报出来的里确有其事的。括号里是 95% 区间。"
    return table


def _fields_by_condition(conditions: Mapping[str, ConditionFigures]) -> Table:
    columns = ("扫描情况", "关键字段", "数量")
    table = Table(*columns, title="各种扫描情况：关键字段", title_justify="left")
    for name, figures in conditions.items():
        share = with_interval(Tally(figures.fields, figures.right))
        table.add_row(name, share, f"{figures.right}/{figures.fields}")
    table.caption = "clean：没有扫描毛病；hand：手写的，不论扫描情况。"
    return table


def _defects_by_condition(conditions: Mapping[str, ConditionFigures]) -> Table:
    columns = ("扫描情况", "标注", "检出", "误报", "检出率", "准确率")
    table = Table(*columns, title="各种扫描情况：问题", title_justify="left")
    for name, figures in conditions.items():
        counts = map(str, (figures.planted, figures.found, figures.false_alarms))
        table.add_row(name, *counts, with_interval(recall(figures)), with_interval(precision(figures)))
    return table


def _by_confidence(score: CaseScore) -> Table:
    table = Table("置信度", "读出", "正确", "手写的", "正确", title="置信度是否可信", title_justify="left")
    written = {step.low: step for step in reliability(by_hand(score.field_records))}
    for step in reliability(score.field_records):
        hand = written.get(step.low)
        table.add_row(
            f"{step.low:.2f}-{step.high:.2f}",
            str(step.total),
            with_interval(Tally(step.total, step.right)),
            str(hand.total) if hand else "",
            with_interval(Tally(hand.total, hand.right)) if hand else "",
        )
    return table


def with_interval(tally: Tally) -> str:
    """``97.1% (95.2-98.4)``, with the 95% interval; the terminal may break it at the blank."""
    if tally.share is None:
        return "-"
    low, high = interval(tally.right, tally.total)
    return f"{tally.share:.1%} ({100 * low:.1f}-{100 * high:.1f})"


def percent(tally: Tally) -> str:
    return "-" if tally.share is None else f"{tally.share:.1%}"


# -- checklist --------------------------------------------------------------------------------------------


def show_library(console: Console, matters: Iterable[MatterSpec], kinds: Iterable[KindSpec]) -> None:
    for matter in matters:
        console.print(Text(f"{matter.title}（{matter.id}）  版本 {matter.version}", style="bold"))
        questions = Table("问题", "说明", "回答", "默认")
        for question in matter.questions:
            questions.add_row(question.id, question.title, _choices(question), _answer(question.default))
        materials = Table("材料", "名称", "何时需要")
        for material in matter.materials:
            materials.add_row(material.id, material.title, Text(material.required_when))
        console.print(questions, materials)
    table = Table("代号", "名称", title="材料种类", title_justify="left")
    for kind in kinds:
        table.add_row(kind.id, kind.title)
    console.print(table)


def _choices(question: Question) -> str:
    return " ".join(option.value for option in question.options) or "是 否"


def _answer(value: str | bool) -> str:
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else value


def show_mistakes(console: Console, mistakes: Iterable[Mistake]) -> None:
    """One line each, as ``file:line:column: text``, so that editors can jump there."""
    mistakes = list(mistakes)
    for mistake in mistakes:
        style = "red" if mistake.severity == "error" else "yellow"
        console.print(Text(str(mistake), style=style), soft_wrap=True)
    errors = sum(mistake.severity == "error" for mistake in mistakes)
    console.print(f"{errors} 个错误，{len(mistakes) - errors} 个提醒")
