"""Any steps, recipes and readings, for laws that hold for all of them."""

from __future__ import annotations

from hypothesis import strategies as st

from intake_assist.casework import Do, FieldRef, Listing, Reading, ReceivedFile, Recipe, Redo, Together, Undo
from intake_assist.casework import steps as said
from intake_assist.model import Box, Code, Page, QualityMark, Seal, Signature, Source, TextLine

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
names = st.sampled_from(["a#1", "a#2", "b#1", "b#1.1", "c/名 #1"])
numbers = st.floats(-1e6, 1e6) | st.integers(-1000, 1000)
turns = st.sampled_from([0, 90, 180, 270])


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    x0, x1 = sorted((draw(numbers), draw(numbers)))
    y0, y1 = sorted((draw(numbers), draw(numbers)))
    return Box(x0, y0, x1, y1)


pages_named = st.lists(names, max_size=3).map(tuple)
parts = st.lists(boxes(), max_size=2).map(tuple)
files = st.builds(
    ReceivedFile, st.integers(1, 9), texts, st.text("0123456789abcdef", min_size=64, max_size=64)
)
refs = st.builds(FieldRef, names, texts, st.integers(0, 3))
verdicts = st.sampled_from(["confirmed", "dismissed", "fixed", "pending", None])
single = st.one_of(
    st.builds(said.FilesReceived, st.lists(files, max_size=2).map(tuple)),
    st.builds(said.QuestionsAnswered, st.dictionaries(texts, texts | st.booleans(), max_size=2)),
    st.builds(said.PagesRemoved, pages_named),
    st.builds(said.PagesMoved, pages_named, texts),
    st.builds(said.PagesArranged, pages_named),
    st.builds(said.SheetTurned, names, turns),
    st.builds(said.SheetCut, names, parts),
    st.builds(said.FieldCorrected, refs, texts, texts, st.none() | boxes()),
    st.builds(said.CorrectionDropped, refs),
    st.builds(said.FindingDecided, names, verdicts, texts),
    st.builds(said.FindingAdded, names, texts, st.none() | texts, st.none() | names, st.none() | boxes()),
    st.builds(said.FindingWithdrawn, names),
    st.builds(said.PagesSeen, pages_named, st.booleans()),
    st.builds(said.PaperEdited, st.sampled_from(["notice", "receipt"]), texts),
)
steps = single | st.builds(Together, st.lists(single, max_size=3).map(tuple))
entries = st.builds(Do, steps) | st.builds(Undo) | st.builds(Redo)

recipes = st.builds(Recipe, names, st.none() | turns, st.none() | parts)
lines = st.builds(TextLine, texts, boxes(), st.floats(0, 1))
sources = st.builds(Source, texts, st.integers(1, 400), st.integers(0, 4))
pages = st.builds(
    Page,
    sources,
    st.integers(0, 5000),
    st.integers(0, 5000),
    turns,
    st.floats(-10, 10),
    st.none() | st.floats(1, 600),
    lines=st.lists(lines, max_size=2).map(tuple),
    second_looks=st.lists(st.lists(lines, max_size=1).map(tuple), max_size=1).map(tuple),
    empty_places=parts,
    quality=st.lists(st.builds(QualityMark, texts, texts), max_size=1).map(tuple),
    seals=st.lists(st.builds(Seal, boxes(), texts, texts, texts, st.floats(0, 1)), max_size=1).map(tuple),
    signatures=st.lists(st.builds(Signature, boxes(), st.floats(0, 1)), max_size=1).map(tuple),
    codes=st.lists(st.builds(Code, boxes(), texts, texts), max_size=1).map(tuple),
    blank=st.booleans(),
    fingerprint=texts,
    duplicate_of=st.none() | texts,
    cells=st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
    region=st.none() | boxes(),
    problem=st.none() | texts,
    seconds=st.floats(0, 100),
)
readings = st.builds(
    Reading, recipes, st.lists(pages, max_size=2).map(tuple), st.lists(texts, max_size=2).map(tuple), texts
)
listings = st.builds(
    Listing,
    texts,
    st.lists(st.integers(1, 400), max_size=4).map(tuple),
    st.lists(st.tuples(st.integers(0, 400), texts), max_size=2).map(tuple),
)
