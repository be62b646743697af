"""签字（S04）

查什么：材料的 ``signatures`` 要求的签字。对齐全的材料自动执行。签字识别尚未启用，所以每一项都回答“不能判
断”，从不通过。

选项：无，要求写在材料里：

    signatures: [{by: principal, or_seal: true}, {by: agent, at: 受托人}]

回答：
- 不能判断：请人工查看，一项要求一条。

默认：suspect，S04。依据：该项要求的 ``basis``，没有写时用材料的。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from intake_assist.model import Severity
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context
from intake_assist.rules.wants import applying, please_look

ID = "signature"
TITLE = "签字"
SEVERITY = Severity.SUSPECT
CODE: str | None = "S04"
BASIS: str | None = None

SIGNERS: Mapping[str, str] = {
    "principal": "法定代表人（负责人）",
    "agent": "经办人（受托人）",
    "insured": "参保人本人",
    "filler": "填表人",
}


class Options(base.Options):
    pass


def check(context: Context, _options: Options) -> Iterator[Answer]:
    wants = context.material.signatures if context.material else ()
    for want in applying(context, wants):
        what = f"{SIGNERS[want.by]}签字{'或名章' if want.or_seal else ''}"
        yield please_look(context, want, what, "签字识别尚未启用")
