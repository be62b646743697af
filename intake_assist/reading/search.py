"""The state of the extraction of one document's fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from intake_assist.checklist.models import FieldSpec, KindSpec
from intake_assist.model import Box
from intake_assist.reading.fragments import Fragment
from intake_assist.reading.labels import LabelHit
from intake_assist.reading.layout import Slot
from intake_assist.reading.values_at import Candidate, Ground, Part


@dataclass
class Search:
    """The state of one extraction: who holds which piece."""

    kind: KindSpec
    ground: Ground
    hits: tuple[LabelHit, ...]
    chosen: dict[str, Candidate] = field(default_factory=dict)
    held: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    label_of: dict[str, LabelHit] = field(default_factory=dict)
    slots: dict[str, Slot] = field(default_factory=dict)
    places: Mapping[str, Box] = field(default_factory=dict)

    def free(self, piece: Fragment) -> bool:
        return id(piece) not in self.held

    def available(self, parts: Sequence[Part]) -> bool:
        return all(
            end <= s or start >= e for piece, start, end in parts for s, e in self.held.get(id(piece), ())
        )

    def take(self, candidate: Candidate) -> None:
        self.chosen[candidate.field] = candidate
        if candidate.hit is not None:
            self.label_of[candidate.field] = candidate.hit
        for piece, start, end in candidate.parts:
            self.held.setdefault(id(piece), []).append((start, end))

    def lacking(self) -> list[FieldSpec]:
        return [spec for spec in self.kind.fields if spec.name not in self.chosen]
