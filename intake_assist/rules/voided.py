"""作废、注销（P01）

查什么：证照和文书上有没有盖着、印着“作废”“已注销”“失效”之类的字样。自动执行。只认单独成行的短字样，正文里说到
注销、作废的（经营范围、表名、承诺）不算。

选项：无。

例：营业执照复印件上斜盖着“作废”。

回答：
- 有问题：有这样的字样；一页一条。
没有看到的不回答：字样淡、被压住的，程序可能读不到。

默认：suspect，P01。
"""

from __future__ import annotations

from collections.abc import Iterator

from intake_assist.model import Evidence, Page, Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context
from intake_assist.rules.wording import page_name, quoted
from intake_assist.values.text import squeeze
from intake_assist.values.void_words import is_void

ID = "voided"
TITLE = "作废、注销"
SEVERITY = Severity.SUSPECT
CODE: str | None = "P01"
BASIS: str | None = None


class Options(base.Options):
    pass


def check(context: Context, _options: Options) -> Iterator[Answer]:
    owners = {page: paper for paper in context.documents.values() for page in paper.pages}
    for page in context.pages.values():
        mark = _mark(page)
        if mark is not None and page.id in owners:
            text = f"{page_name(page)}上有{quoted(mark.text)}字样。"
            text += "请核对这份材料是否有效；已作废的，请申请人换交有效的。"
            yield Answer(State.FLAG, text, context.owner(owners[page.id]), evidence=(mark,))


def _mark(page: Page) -> Evidence | None:
    """The words on the page, or on one of its seals, that say it holds no longer."""
    lines = [*page.lines, *(line for look in page.second_looks for line in look)]
    found = [(line.text, line.box) for line in lines] + [(seal.text, seal.box) for seal in page.seals]
    return next((Evidence(page.id, box, squeeze(text)) for text, box in found if is_void(text)), None)
