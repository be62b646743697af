"""电子签名

查什么：文件是否带电子签名。可靠的电子签名代替实物印章，要用能验签的阅读器验证，不能因为看不到红章就说没有
盖章。自动执行。

选项：无。

例：带电子印章的 PDF 版开户信息。

回答：
- 有问题：一个文件一条，提示验签。

默认：info，不设原因码。依据：《电子签名法》第14条。
"""

from __future__ import annotations

from collections.abc import Iterator

from intake_assist.model import Evidence, Page, Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context

ID = "digital_signature"
TITLE = "电子签名"
SEVERITY = Severity.INFO
CODE: str | None = None
BASIS: str | None = "《电子签名法》第14条"


class Options(base.Options):
    pass


def check(context: Context, _options: Options) -> Iterator[Answer]:
    files: dict[str, list[Page]] = {}
    for page in context.pages.values():
        if page.digital_signatures:
            files.setdefault(page.source.file, []).append(page)
    for file, pages in files.items():
        yield _signed(file.replace("\\", "/").rsplit("/", 1)[-1], pages)


def _signed(file: str, pages: list[Page]) -> Answer:
    claims = "；".join(dict.fromkeys(claim for page in pages for claim in page.digital_signatures))
    text = f"{file}带有{claims}。请用能验签的阅读器验证；验证有效的电子印章与实物印章同等有效。"
    return Answer(State.FLAG, text, evidence=tuple(Evidence(page.id) for page in pages))
