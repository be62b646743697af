"""盖章（S01）

查什么：材料的 ``seals`` 要求的印章。对齐全的材料自动执行。印章识别尚未启用，所以每一项都回答“不能判断”，
从不通过。

选项：无，要求写在材料里：

    seals: [{kind: official, at: 单位名称栏}, {kind: official, on: copy, when: "not data_shared"}]

回答：
- 不能判断：请人工查看，一项要求一条。

默认：suspect，S01。依据：该项要求的 ``basis``，没有写时用材料的。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from intake_assist.model import Severity
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context
from intake_assist.rules.wants import applying, please_look

ID = "seal"
TITLE = "盖章"
SEVERITY = Severity.SUSPECT
CODE: str | None = "S01"
BASIS: str | None = None

SEALS: Mapping[str, str] = {
    "official": "单位公章",
    "finance": "财务专用章",
    "contract": "合同专用章",
    "principal_name": "法定代表人（负责人）名章",
    "bank": "银行印章",
    "authority": "发证机关印章",
    "parent_official": "总公司公章",
}


class Options(base.Options):
    pass


def check(context: Context, _options: Options) -> Iterator[Answer]:
    wants = context.material.seals if context.material else ()
    for want in applying(context, wants):
        where = {"copy": "复印件上的", "original": "原件上的"}.get(want.on, "")
        yield please_look(context, want, f"{where}{SEALS[want.kind]}", "印章识别尚未启用")
