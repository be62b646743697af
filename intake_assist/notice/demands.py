"""In which form a checklist wants a material, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from intake_assist.checklist.conditions import Answer, Condition
from intake_assist.checklist.models import MaterialSpec, SealWant, SignatureWant
from intake_assist.rules.seal import SEALS
from intake_assist.rules.signature import SIGNERS

FORMS: Mapping[str, str] = {
    "original": "原件{copies}份",
    "copy": "复印件{copies}份",
    "verify_original_keep_copy": "验原件，收复印件{copies}份",
    "any": "{copies}份",
}
KEPT: Mapping[str, str] = {
    "original": "原件",
    "copy": "复印件",
    "verify_original_keep_copy": "复印件",
    "any": "",
}
"""What stays at the counter."""


def demand(spec: MaterialSpec, answers: Mapping[str, Answer]) -> str:
    """E.g. ``原件2份，加盖单位公章（单位名称处），法定代表人签字或者盖章``."""
    parts = [FORMS[spec.form].format(copies=spec.copies)]
    if spec.license_copy != "any":
        parts[0] += f"（{spec.license_copy}）"
    parts += [_seal(want) for want in spec.seals if _holds(want.when, answers)]
    parts += _signatures([want for want in spec.signatures if _holds(want.when, answers)])
    return "，".join(parts)


def _seal(want: SealWant) -> str:
    on = {"copy": "复印件", "original": "原件"}.get(want.on, "")
    at = f"（{want.at}处）" if want.at else ""
    return f"{on}加盖{SEALS[want.kind]}{at}"


def _signatures(wants: list[SignatureWant]) -> Iterator[str]:
    for want in wants:
        yield f"{SIGNERS[want.by]}签字{'或者盖名章' if want.or_seal else ''}"


def _holds(condition: str | None, answers: Mapping[str, Answer]) -> bool:
    return condition is None or Condition.parse(condition).holds(answers)
