"""注“与原件一致”（S05）

查什么：材料的 ``copy_note`` 要求在复印件上注明的字（与原件一致、与原件核对无误）。材料齐全时自动执行，每一份都要有，
同一张纸上的算一份。盖在字上的章戳、手写的字不一定读得出来，所以没有看到只请人看。

选项：无，写在材料里：

    copy_note: {text: 与原件一致, when: copy_note_wanted}

回答：
- 通过：纸面有这句话，或者“与原件核对无误”“与原件相符”之类同样意思的话。
- 不能判断：没有看到。

默认：suspect，S05。依据：该项要求的 ``basis``，没有写时用材料的。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from intake_assist.model import Evidence, MaterialStatus, Page, Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context
from intake_assist.rules.standing import standing
from intake_assist.values.text import squeeze

ID = "copy_note"
TITLE = "注“与原件一致”"
SEVERITY = Severity.SUSPECT
CODE: str | None = "S05"
BASIS: str | None = None

_SAME = re.compile(r"[与和同]原件(?:核对)?(?:一致|无误|相符|相同|无异)|原件(?:已核|核对无误)|核对原件无误")


class Options(base.Options):
    pass


def check(context: Context, _options: Options) -> Iterator[Answer]:
    spec = context.material
    if spec is None or spec.copy_note is None or not context.holds(spec.copy_note.when):
        return
    if standing(context, spec).status is not MaterialStatus.PRESENT:
        return
    sheets: dict[tuple[str, int], list[Page]] = {}
    for paper in context.papers(spec.id):
        for page in (context.pages[name] for name in paper.pages if name in context.pages):
            sheets.setdefault((page.source.file, page.source.page), []).append(page)
    noted = [pages for pages in sheets.values() if any(_noted(page, spec.copy_note.text) for page in pages)]
    for pages in sheets.values():
        evidence = tuple(Evidence(page.id) for page in pages)
        if pages in noted:
            text = f"{spec.title}注明了“{spec.copy_note.text}”。"
            yield Answer(State.PASS, text, spec.id, evidence=evidence, basis=spec.copy_note.basis)
        else:
            text = f"{spec.title}的复印件上没有看到“{spec.copy_note.text}”，请人工查看；确实没有的，请申请人补注。"
            yield Answer(State.UNCERTAIN, text, spec.id, evidence=evidence, basis=spec.copy_note.basis)


def _noted(page: Page, words: str) -> bool:
    lines = [*page.lines, *(line for look in page.second_looks for line in look)]
    texts = [squeeze(line.text) for line in lines] + [squeeze(seal.text) for seal in page.seals]
    return any(squeeze(words) in text or _SAME.search(text) for text in texts)
