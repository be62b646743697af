"""重复页

查什么：有没有重复放入的页。自动执行。

选项：无。

例：同一个文件拖入了两次。

回答：
- 有问题：与前面某页完全相同（只算一份），或者几乎相同（按另一份计）。

默认：info，不设原因码。
"""

from __future__ import annotations

from collections.abc import Iterator

from intake_assist.model import Evidence, Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context
from intake_assist.rules.wording import page_name

ID = "duplicate_pages"
TITLE = "重复页"
SEVERITY = Severity.INFO
CODE: str | None = None
BASIS: str | None = None


class Options(base.Options):
    pass


def check(context: Context, _options: Options) -> Iterator[Answer]:
    for page in context.pages.values():
        other = page.duplicate_of or page.near_duplicate_of
        if other is None or page.blank:
            continue
        first = context.pages.get(other)
        name = page_name(first) if first else other
        what = "完全相同，只算一份" if page.duplicate_of else "几乎相同，按另一份计"
        text = f"{page_name(page)}与{name}{what}。请看是否重复扫描，多余的可以删去。"
        yield Answer(State.FLAG, text, evidence=(Evidence(page.id), Evidence(other)))
