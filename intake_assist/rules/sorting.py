"""Which paper belongs to which material.

A paper may go to any material that accepts its kind. Where several do (the principal's and the agent's ID
card), the material's `holder` decides: the card's name against the names that other papers state. What that
leaves undecided goes to the first wanted material that still lacks such a paper. Faces of a card that carry
no name follow the face they were scanned with (see `pairing`). Papers of unknown kind, and cards nobody lacks, stay
unassigned.

A paper whose pages are exact copies of earlier pages (the same file twice) is not sorted but listed with
the paper it repeats. Pages that merely look alike are sorted: two printed copies of one form look alike too,
and asking for a second copy that lies on the counter would be a false alarm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

from intake_assist.checklist.models import MaterialSpec
from intake_assist.model import Document, Page
from intake_assist.rules.comparing import Verdict, compare
from intake_assist.rules.context import Context
from intake_assist.rules.pairing import pair_faces
from intake_assist.rules.standing import still_lacking


class Match(IntEnum):
    """How well a card's name suits a material's holder."""

    OTHER = 0
    UNKNOWN = 1
    UNCLEAR = 2
    SAME = 3


@dataclass(frozen=True, slots=True)
class Sorting:
    assignment: Mapping[str, tuple[Document, ...]]
    unassigned: tuple[Document, ...]
    duplicates: Mapping[str, str]


def sort(context: Context) -> Sorting:
    """Sorts the context's documents to the materials of its matter."""
    duplicates = exact_copies(context.documents.values(), context.pages)
    duplicates = {copy: paper for copy, paper in duplicates.items() if copy not in context.placed}
    papers = [paper for paper in context.documents.values() if paper.id not in duplicates]
    desk = _Desk(context, papers)
    desk.place_by_hand()
    desk.place_without_holder()
    desk.place_by_holder()
    desk.place_faces()
    desk.place_leftover_faces()
    desk.share_between_roles()
    return Sorting(
        {spec.id: tuple(desk.papers_of(spec)) for spec in context.matter.materials},
        tuple(paper for paper in papers if not desk.placed.get(paper.id)),
        duplicates,
    )


def sorted_context(context: Context) -> Context:
    found = sort(context)
    return replace(
        context, assignment=found.assignment, unassigned=found.unassigned, duplicates=found.duplicates
    )


def exact_copies(papers: Iterable[Document], pages: Mapping[str, Page]) -> dict[str, str]:
    """Id of each paper all of whose pages repeat earlier ones -> id of the paper with the originals."""
    found: dict[str, str] = {}
    originals: dict[tuple[str, ...], str] = {}
    for paper in papers:
        sources = tuple(_original(page, pages) for page in paper.pages)
        repeated = bool(sources) and all(a != b for a, b in zip(sources, paper.pages, strict=True))
        earlier = originals.get((paper.kind or "", *sources))
        if repeated and earlier is not None:
            found[paper.id] = earlier
        else:
            originals.setdefault((paper.kind or "", *sources), paper.id)
    return found


def _original(page_id: str, pages: Mapping[str, Page]) -> str:
    page = pages.get(page_id)
    return page.duplicate_of if page is not None and page.duplicate_of else page_id


@dataclass
class _Desk:
    """Papers on the way to their materials. `placed`: id of a paper -> ids of its materials."""

    context: Context
    papers: Sequence[Document]
    placed: dict[str, list[str]] = field(default_factory=dict)

    def put(self, paper: Document, spec: MaterialSpec) -> None:
        self.placed.setdefault(paper.id, []).append(spec.id)

    def waiting(self) -> list[Document]:
        return [paper for paper in self.papers if paper.id not in self.placed]

    def papers_of(self, spec: MaterialSpec) -> list[Document]:
        return [paper for paper in self.papers if spec.id in self.placed.get(paper.id, ())]

    def candidates(self, paper: Document) -> list[MaterialSpec]:
        """Materials that accept the paper's kind; those that are wanted, if any is."""
        accepting = [spec for spec in self.context.matter.materials if accepts(spec, paper.kind)]
        return [spec for spec in accepting if self.context.wanted(spec)] or accepting

    def lacks(self, spec: MaterialSpec, kind: str | None) -> bool:
        """Whether such a paper would bring the material forward."""
        papers = self.papers_of(spec)
        unfinished = bool(still_lacking(spec, papers))
        return unfinished and all(paper.kind != kind for paper in papers)

    def place_by_hand(self) -> None:
        """What a person sorted stays where it was put, or out of every material."""
        materials = {spec.id: spec for spec in self.context.matter.materials}
        for paper in self.papers:
            if paper.id in self.context.placed:
                spec = materials.get(self.context.placed[paper.id])
                self.placed[paper.id] = [spec.id] if spec else []

    def place_without_holder(self) -> None:
        """Papers of which nobody asks whose they are: where one is lacking, else to the first."""
        for paper in self.waiting():
            candidates = self.candidates(paper)
            if candidates and not self._has_holder(paper):
                lacking = [spec for spec in candidates if self.lacks(spec, paper.kind)]
                self.put(paper, (lacking or candidates)[0])

    def place_by_holder(self) -> None:
        """Cards whose name is one that the material's holder may have, the surest first."""
        named = [paper for paper in self.waiting() if self._is_named(paper)]
        for wanted_match in (Match.SAME, Match.UNCLEAR):
            for paper in named:
                fitting = [s for s in self.candidates(paper) if self.match(paper, s) is wanted_match]
                if fitting and paper.id not in self.placed:
                    lacking = [spec for spec in fitting if self.lacks(spec, paper.kind)]
                    self.put(paper, (lacking or fitting)[0])
        self._place_remaining_named([paper for paper in named if paper.id not in self.placed])

    def _place_remaining_named(self, papers: Iterable[Document]) -> None:
        """Cards whose name decides nothing: where the holder is not known, then wherever one is lacking.

        A material without a holder (the ID cards of all staff) takes any number of them.
        """
        for least in (Match.UNKNOWN, Match.OTHER):
            for paper in (paper for paper in papers if paper.id not in self.placed):
                possible = [spec for spec in self.candidates(paper) if self.match(paper, spec) >= least]
                lacking = [spec for spec in possible if self.lacks(spec, paper.kind)]
                anybody = [spec for spec in possible if spec.holder is None]
                for spec in (lacking or anybody)[:1]:
                    self.put(paper, spec)

    def place_faces(self) -> None:
        """Faces without a name go where the face they were scanned with went, wherever that is."""
        nameless = [p for p in self.waiting() if self._has_holder(p) and not self._is_named(p)]
        for face, partner in pair_faces(nameless, self._partners(nameless), self.context):
            if self.placed.get(partner.id):
                self.placed[face.id] = self.placed[partner.id][:1]

    def _partners(self, faces: Sequence[Document]) -> list[Document]:
        """Named faces that belong together with some of these in an alternative."""
        kinds = {face.kind for face in faces}
        return [
            paper
            for paper in self.papers
            if self._is_named(paper)
            and any(
                paper.kind in kinds_together and kinds & set(kinds_together)
                for spec in self.context.matter.materials
                for kinds_together in spec.accept
            )
        ]

    def place_leftover_faces(self) -> None:
        for paper in self.waiting():
            candidates = [] if self._is_named(paper) else self.candidates(paper)
            lacking = [spec for spec in candidates if self.lacks(spec, paper.kind)]
            anybody = [spec for spec in candidates if spec.holder is None]
            for spec in (lacking or anybody)[:1]:
                self.put(paper, spec)

    def share_between_roles(self) -> None:
        """One person may be both principal and agent: one card then serves both materials."""
        for spec in self.context.matter.materials:
            if spec.holder is None or not self.context.wanted(spec):
                continue
            for paper in self.papers:
                other = self.placed.get(paper.id)
                if other and accepts(spec, paper.kind) and self.match(paper, spec) is Match.SAME:
                    self._share(paper, spec)

    def _share(self, paper: Document, spec: MaterialSpec) -> None:
        """The card and the faces that went with it."""
        home = self.placed[paper.id][0]
        together = [p for p in self.papers if home in self.placed.get(p.id, ()) and accepts(spec, p.kind)]
        for face in together:
            same_card = face is paper or not self._is_named(face)
            if home != spec.id and same_card and self.lacks(spec, face.kind):
                self.put(face, spec)

    def match(self, paper: Document, spec: MaterialSpec) -> Match:
        """The best agreement of the card's name with any of the names the holder may have."""
        if spec.holder is None:
            return Match.UNKNOWN
        name = paper.value(spec.holder.field)
        names = [value for reference in spec.holder.same_as for value in self._values(reference)]
        if name is None or not names:
            return Match.UNKNOWN
        verdicts = {compare(other, name, "person") for other in names}
        if Verdict.SAME in verdicts:
            return Match.SAME
        return Match.UNCLEAR if Verdict.UNCLEAR in verdicts else Match.OTHER

    def _values(self, reference: str) -> list[str]:
        """What papers already placed state, and papers that only this material could take."""
        material_id, _, name = reference.rpartition(".")
        papers = [paper for paper in self.papers if material_id in self.placed.get(paper.id, ())]
        return [value for paper in papers if (value := paper.value(name))]

    def _is_named(self, paper: Document) -> bool:
        """Whether the kind carries the field that tells holders apart."""
        kind = self.context.kinds.get(paper.kind or "")
        holders = [spec.holder for spec in self.context.matter.materials if accepts(spec, paper.kind)]
        return any(holder is not None and kind and kind.field(holder.field) for holder in holders)

    def _has_holder(self, paper: Document) -> bool:
        return any(spec.holder is not None for spec in self.candidates(paper))


def accepts(spec: MaterialSpec, kind: str | None) -> bool:
    return kind is not None and any(kind in alternative for alternative in spec.accept)
