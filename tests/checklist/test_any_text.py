"""Whatever a file holds, what comes back is a list of mistakes in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake_assist.checklist import default_folder
from intake_assist.checklist.kind_lint import examine_kind, nests_repeats
from intake_assist.checklist.matter_lint import examine_matter
from intake_assist.checklist.mistakes import Mistakes
from intake_assist.checklist.models import KindSpec, MatterSpec
from intake_assist.checklist.references import KindFacts
from intake_assist.checklist.structure import validate
from intake_assist.checklist.tree import read_tree
from intake_assist.rules import options_models
from intake_assist.values import TYPES

RULES = options_models()
DATA = Path(__file__).parent / "data"
TEXTS = [path.read_text(encoding="utf-8") for path in sorted(default_folder().rglob("*.yaml"))]
SMALL = [path.read_text(encoding="utf-8") for path in sorted(DATA.rglob("*.yaml"))]
KINDS = {"card": KindFacts("card", ("name",), ()), "licence": KindFacts("licence", ("name", "uscc"), ())}
ASTRAY = ("的内容不对", "Error", "None", "Traceback")  # words of a message that nobody has written


def examine(raw: bytes) -> None:
    for kind in (True, False):
        mistakes = Mistakes("a.yaml")
        root = read_tree(raw, mistakes)
        if root is None:
            assert mistakes
        elif kind:
            validate(KindSpec, root, mistakes)
            examine_kind(root, RULES, TYPES, mistakes)
        else:
            validate(MatterSpec, root, mistakes)
            examine_matter(root, KINDS, RULES, None, mistakes)
        lines = raw.count(b"\n") + raw.count(b"\r") + 2 + raw.decode("utf-8", "ignore").count("\u2028") * 3
        for mistake in mistakes.sorted():
            assert 1 <= mistake.line <= lines
            assert mistake.column >= 1
            assert not any(word in mistake.message.split("“")[0] for word in ASTRAY), mistake.message


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_random_text(raw: bytes) -> None:
    examine(raw)


_WORDS = "null ~ true no 1 -1 1.5 .nan 1e400 12:30 0x1F << !!str 2026-13-01 &a *a (a+)+ [[]] {}"
_PIECES = st.sampled_from(
    [
        *"[]{}-:,'\"#&*!|>%@`?\t\n =甲：，（“",
        *("\n  ", "\n- ", ": ", "---\n", "...\n", "\u2028", "\ufeff", "\x00", "\\x", "a" * 70, "9" * 400),
        *_WORDS.split(),
        *("- [[]]", "id: ", "materials:", "with: {}", "required_when: (((", "kind == '甲'"),
    ]
)


@st.composite
def _mutated(draw: st.DrawFn, texts: list[str]) -> bytes:
    """A file with a few places cut out, doubled or overwritten."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        text = text[:start] + draw(_PIECES) + draw(st.sampled_from(["", text[start:end]])) + text[end:]
    return text.encode()


@settings(max_examples=60, deadline=None)
@given(_mutated(TEXTS))
def test_mutations_of_the_shipped_files(raw: bytes) -> None:
    examine(raw)


@settings(max_examples=300, deadline=None)
@given(_mutated(SMALL))
def test_mutations_of_small_files(raw: bytes) -> None:
    examine(raw)


_VALUES = st.recursive(
    st.sampled_from(["甲", "true", "1", "~", "''", "1.5", "2026-11-01", "licence", "a.b", "[]", "{}"]),
    lambda value: (
        st.lists(value, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.lists(value, min_size=1, max_size=2).map(
            lambda items: (
                "{"
                + ", ".join(f"{key}: {item}" for key, item in zip(("id", "field"), items, strict=False))
                + "}"
            )
        )
    ),
    max_leaves=6,
)
_KEYS = st.sampled_from(sorted({*MatterSpec.model_fields, *KindSpec.model_fields}))


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(_KEYS, _VALUES, max_size=8))
def test_known_keys_with_any_value(entries: dict[str, str]) -> None:
    examine("".join(f"{key}: {value}\n" for key, value in entries.items()).encode())


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("(a+)+", True),
        ("((?:a+)+)", True),
        ("(?:(a|b*)x){2,}", True),
        ("(?P<x>a+){1,3}", True),
        ("((?=a+)b*)+", True),
        (r"(\d{4}年)", False),
        (r"(\d+)年(\d+)", False),
        ("([(+]+)", False),
        ("(a{2})+", False),
        (r"(\(a+\))?", False),
        ("(?i)(a+)", False),
        ("(?#a*)+(a)", False),
        ("([]+*(]+)", False),
        (")a+(", False),
    ],
)
def test_repeated_repetitions(pattern: str, expected: bool) -> None:
    assert nests_repeats(pattern) is expected


@given(st.text(alphabet="a()[]{}+*?|\\^<>=!:P#1,2", max_size=30))
def test_any_pattern_can_be_judged(pattern: str) -> None:
    assert nests_repeats(pattern) in (True, False)


def test_a_pattern_that_python_only_warns_of_is_taken() -> None:
    text = (default_folder() / "kinds" / "passport.yaml").read_text(encoding="utf-8")
    odd = text.replace("patterns: ['([A-Z0-9<]{9}", "patterns: ['([[A-Z0-9<]{9}", 1)
    assert odd != text
    examine(odd.encode())
