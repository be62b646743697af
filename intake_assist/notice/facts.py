"""Who applies, as the papers say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from intake_assist.casework import Outcome
from intake_assist.model import Document, Field
from intake_assist.notice.content import Applicant

Places = Sequence[tuple[str, str]]
"""Kinds of papers and their fields, the most trustworthy first."""

NAME: Places = (
    ("business_license", "name"),
    ("registration_form", "name"),
    ("roster", "name"),
    ("power_of_attorney", "principal_org"),
    ("account_info", "account_name"),
    ("account_permit", "account_name"),
)
USCC: Places = (
    ("business_license", "uscc"),
    ("registration_form", "uscc"),
    ("power_of_attorney", "uscc"),
    ("roster", "uscc"),
)
AGENT: Places = (("power_of_attorney", "agent_name"), ("registration_form", "agent_name"))
NO_NAME = "*"  # what the licence of a trader without a name says


def applicant(outcome: Outcome) -> Applicant:
    """What the papers that belong to the case say; what no paper says clearly stays empty."""
    sorted_in = {name for material in outcome.case.materials for name in material.documents}
    papers = [paper for paper in outcome.case.documents if paper.id in sorted_in]
    by_kind: dict[str, list[Document]] = {}
    for paper in papers:
        by_kind.setdefault(paper.kind or "", []).append(paper)
    return Applicant(_first(by_kind, NAME), _first(by_kind, USCC), _first(by_kind, AGENT))


def _first(papers: Mapping[str, Iterable[Document]], places: Places) -> str:
    """A value with a fault yields to a sound one further down, and is used when there is none."""
    found = [
        field
        for kind, name in places
        for paper in papers.get(kind, ())
        if (field := paper.fields.get(name)) and field.value and field.value != NO_NAME
    ]
    best: Field | None = next((field for field in found if field.problem is None), next(iter(found), None))
    return (best.value or "") if best else ""
