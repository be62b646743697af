"""材料齐全（M01）

查什么：需要的材料是否齐全。材料的 ``accept`` 列出几种选择，其中一种的各部分都在才算齐，例如身份证要两面。
对每份材料自动执行。

选项：无。

例：``accept: [[id_card_portrait, id_card_emblem]]``，只扫描了人像面，判为缺国徽面。

回答：
- 通过：材料齐全。
- 有问题：没有，或者缺一部分；说明缺哪一面、要原件还是复印件、还有哪些页没有认出。可以容缺的次要材料只作提示（warn）。
- 不能判断：有没能读出的页，可能就是它；或者 ``accept`` 是空的，程序不认识这种材料。

默认：error，M01。依据：材料自己的 ``basis``。
"""

from __future__ import annotations

from collections.abc import Iterator

from intake_assist.checklist.models import MaterialSpec
from intake_assist.model import Evidence, MaterialStatus, Page, Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context, evidence_of
from intake_assist.rules.standing import Standing, probably, standing, unknown_pages, unreadable_pages
from intake_assist.rules.wording import listed, page_name

ID = "completeness"
TITLE = "材料齐全"
SEVERITY = Severity.ERROR
CODE: str | None = "M01"
BASIS: str | None = None


_FORMS = {
    "original": "原件",
    "copy": "复印件",
    "verify_original_keep_copy": "复印件，并带原件核对",
    "any": "",
}


class Options(base.Options):
    pass


def check(context: Context, _options: Options) -> Iterator[Answer]:
    spec = context.material
    if spec is None:
        return
    found = standing(context, spec)
    if found.status is MaterialStatus.PRESENT:
        evidence = tuple(place for paper in context.papers(spec.id) for place in evidence_of(paper))
        yield Answer(State.PASS, f"{spec.title}已提交。", spec.id, evidence=evidence)
    elif found.status is not MaterialStatus.NOT_REQUIRED:
        yield _not_there(context, spec, found)


def _not_there(context: Context, spec: MaterialSpec, found: Standing) -> Answer:
    evidence = tuple(place for paper in context.papers(spec.id) for place in evidence_of(paper))
    if not spec.accept:
        text = f"程序不能识别“{spec.title}”，请人工查看是否已提交{_form(spec)}。"
        return Answer(State.UNCERTAIN, text, spec.id)
    what = _what_is_missing(context, spec, found)
    if found.status is MaterialStatus.UNCERTAIN:
        return _perhaps_unread(context, spec, what, evidence)
    if found.status is MaterialStatus.DEFERRED:
        text = f"{what}。属次要材料，可以容缺受理：请申请人书面承诺在规定期限内补交{_form(spec)}。{_doubt(context)}"
        return Answer(State.FLAG, text, spec.id, evidence=evidence, severity=Severity.WARN)
    text = f"{what}。请申请人补交{_form(spec)}。{_doubt(context)}"
    return Answer(State.FLAG, text, spec.id, evidence=evidence)


def _perhaps_unread(
    context: Context, spec: MaterialSpec, what: str, evidence: tuple[Evidence, ...]
) -> Answer:
    """If there is only one page it can be, the finding about that page says it all."""
    pages = unreadable_pages(context)
    text = f"{what}，但有没能读出的页（{_names(pages)}），可能就在其中。请先查看这些页，必要时重新扫描。"
    places = ((pages[0].id, ""),) if probably(context, pages[0]) else ()
    return Answer(State.UNCERTAIN, text, spec.id, evidence=evidence, places=places, blocked=bool(places))


def _what_is_missing(context: Context, spec: MaterialSpec, found: Standing) -> str:
    if not context.papers(spec.id):
        return f"没有找到{spec.title}"
    names = listed(kind.title if (kind := context.kinds.get(name)) else name for name in found.lacking)
    return f"{spec.title}不完整，缺{names}"


def _form(spec: MaterialSpec) -> str:
    """In what form it is wanted; nothing when any single paper will do."""
    copies = f"一式{spec.copies}份" if spec.copies > 1 else ""
    return "，".join(filter(None, (_FORMS[spec.form], copies)))


def _doubt(context: Context) -> str:
    pages = unknown_pages(context)
    return f"另有没认出的页（{_names(pages)}），请先看是不是它。" if pages else ""


def _names(pages: tuple[Page, ...]) -> str:
    names = [page_name(page) for page in pages]
    return listed(names[:5]) + (f"等{len(names)}页" if len(names) > 5 else "")
