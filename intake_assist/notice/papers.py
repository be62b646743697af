"""A paper ready to be printed: the words in their form. Printed again, it is the same paper, even when the
template has been replaced since."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Paper:
    """`html` is in the subset that Qt's text documents show; its picture ``qr`` is the QR code of `number`.
    `authority` stands at the foot of every page."""

    title: str
    number: str
    authority: str
    html: str


_PAPER: TypeAdapter[Paper] = TypeAdapter(Paper)


def paper_to_json(paper: Paper) -> bytes:
    return _PAPER.dump_json(paper)


def paper_from_json(text: str | bytes) -> Paper:
    """Raises pydantic.ValidationError for anything else."""
    return _PAPER.validate_json(text)
