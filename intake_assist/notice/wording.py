"""A finding is written for the clerk; the applicant is told the same thing in other words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml
from pydantic import BaseModel, ConfigDict

_CLAUSES = re.compile(r"[。；]")
_ASKED = "请申请人"
_FOR_CLERK = re.compile(
    r"^(?:请|因此|另有|很可能|仅作提示|可能是|确实|纸面上)|人工查看|重新扫描|没有认出|程序|\.\w{2,5} 第\d+页"
)
_SAME_THING = (("读作“", "写为“"), ("扫描到", "收到"))
_NO_HELP = frozenset({"核对"})


class Saying(BaseModel):
    """What is said about one reason code; the texts may hold ``{material} {place} {demand}``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    required: str
    mend: str
    on_the_spot: bool = False
    doubt: str


class Wording(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    codes: Mapping[str, Saying]
    otherwise: Saying

    def of(self, code: str | None) -> Saying:
        return self.codes.get(code or "", self.otherwise)


@dataclass(frozen=True, slots=True)
class Message:
    """A finding's message taken apart: the facts, and what the applicant is asked to do."""

    facts: str
    mend: str


@cache
def shipped_wording() -> Wording:
    text = resources.files("intake_assist.notice").joinpath("wording.yaml").read_text(encoding="utf-8")
    return Wording.model_validate(yaml.safe_load(text))


def taken_apart(message: str) -> Message:
    """Leaves out what is meant for the clerk alone. Either part may be empty."""
    facts: list[str] = []
    asked: list[str] = []
    for clause in filter(None, map(str.strip, _CLAUSES.split(message))):
        before, please, after = clause.partition(_ASKED)
        if please:
            asked.append(after)
        elif not _FOR_CLERK.search(clause):
            facts.append(before.partition("，请")[0])
    return Message(
        _for_applicant("；".join(facts)), "；".join(text for text in asked if text not in _NO_HELP)
    )


def _for_applicant(text: str) -> str:
    for said, meant in _SAME_THING:
        text = text.replace(said, meant)
    return text
