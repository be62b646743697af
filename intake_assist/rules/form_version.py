"""表格版本（M02）

查什么：交来的是不是已经换掉的旧版表格。旧版上印着而新版上没有的文字，写在材料的 ``old_forms`` 里。自动执行。

选项：无，写在材料里：

    old_forms: [劳动和社会保障部监制, 1999年式样]

回答：
- 有问题：纸面有其中之一；一份一条。
没有看到的不回答。

默认：suspect，M02。依据：材料自己的 ``basis``。
"""

from __future__ import annotations

from collections.abc import Iterator

from intake_assist.model import Document, Evidence, Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context
from intake_assist.rules.wording import quoted
from intake_assist.values.text import squeeze

ID = "form_version"
TITLE = "表格版本"
SEVERITY = Severity.SUSPECT
CODE: str | None = "M02"
BASIS: str | None = None


class Options(base.Options):
    pass


def check(context: Context, _options: Options) -> Iterator[Answer]:
    spec = context.material
    for paper in context.papers(spec.id) if spec and spec.old_forms else ():
        assert spec is not None
        old = _old(context, paper, spec.old_forms)
        if old is not None:
            text = f"{spec.title}上印着{quoted(old.text)}，是旧版表格。请申请人换用现行表格填写。"
            yield Answer(State.FLAG, text, spec.id, evidence=(old,))


def _old(context: Context, paper: Document, texts: tuple[str, ...]) -> Evidence | None:
    pages = [page for name in paper.pages if (page := context.pages.get(name))]
    lines = [(page.id, line) for page in pages for line in page.lines]
    return next(
        (
            Evidence(page, line.box, text)
            for text in texts
            for page, line in lines
            if squeeze(text) in squeeze(line.text)
        ),
        None,
    )
