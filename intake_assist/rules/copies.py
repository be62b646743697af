"""份数（M03）

查什么：要求一式几份的材料是否扫描了这么多份，按选中的各部分分别数。同一个文件放了两次只算一份；另外扫描的、
看起来一样的算另一份，因为同一张表打印两份本来就一样，误判缺份会让人白跑。对齐全的材料自动执行。

选项：无，份数写在材料的 ``copies``。

例：``copies: 2``，登记表只扫描了一份。

回答：
- 通过：份数够。
- 有问题：份数不够。
材料缺失由 `completeness` 说明，这里不再回答。

默认：suspect，M03（第二份可能在手边没有扫描）。依据：材料自己的 ``basis``。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from intake_assist.model import MaterialStatus, Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context, evidence_of
from intake_assist.rules.standing import standing

ID = "copies"
TITLE = "份数"
SEVERITY = Severity.SUSPECT
CODE: str | None = "M03"
BASIS: str | None = None


class Options(base.Options):
    pass


def check(context: Context, _options: Options) -> Iterator[Answer]:
    spec = context.material
    if spec is None or spec.copies < 2 or standing(context, spec).status is not MaterialStatus.PRESENT:
        return
    papers = context.papers(spec.id)
    counts = Counter(paper.kind for paper in papers)
    found = max(min(counts[kind] for kind in alternative) for alternative in spec.accept)
    evidence = tuple(place for paper in papers for place in evidence_of(paper))
    if found >= spec.copies:
        yield Answer(State.PASS, f"{spec.title}有{found}份。", spec.id, evidence=evidence)
        return
    text = f"{spec.title}要求一式{spec.copies}份，只扫描到{found}份。"
    text += "请核对是否漏扫；确实不够的，请申请人补足。"
    yield Answer(State.FLAG, text, spec.id, evidence=evidence)
