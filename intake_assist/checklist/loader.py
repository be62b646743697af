"""Checklist files from disk: load them, or list everything that is wrong with them.

A file in a folder named ``kinds`` describes a document kind, ``seals.yaml`` beside that folder the words by
which seals are known, any other file a matter. A folder without ``seals.yaml`` takes the one that came with the
program. `rules` (id of a rule -> model of its options), `types` (ids of value types) and `today` say what the
files are examined against; what is None is not examined.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from intake_assist.checklist import tree
from intake_assist.checklist.kind_lint import examine_kind
from intake_assist.checklist.matter_lint import examine_matter
from intake_assist.checklist.mistakes import ChecklistError, Mistake, Mistakes, Place, nearest
from intake_assist.checklist.models import KindSpec, MatterSpec, SealWords
from intake_assist.checklist.references import KindFacts, RuleOptions, unique
from intake_assist.checklist.structure import validate

KINDS = "kinds"
SEALS = "seals.yaml"
_SUFFIXES = (".yaml", ".yml")
_Result = TypeVar("_Result")


class UnknownMatterError(LookupError):
    """There is no such matter. `suggestion` is the nearest one."""

    def __init__(self, matter_id: str, known: Iterable[str]) -> None:
        names = list(known)
        self.suggestion = nearest(matter_id, names)
        super().__init__(f"没有事项“{matter_id}”；现有：{'、'.join(names) or '无'}")


@dataclass(frozen=True, slots=True)
class Library:
    """All kinds and matters of a folder, by id."""

    kinds: Mapping[str, KindSpec]
    matters: Mapping[str, MatterSpec]

    def matter(self, matter_id: str) -> MatterSpec:
        """Raises UnknownMatterError."""
        if matter_id not in self.matters:
            raise UnknownMatterError(matter_id, self.matters)
        return self.matters[matter_id]


def default_folder() -> Path:
    """The checklists that came with the program: in the installed package, else beside its source."""
    package = Path(str(resources.files("intake_assist")))
    installed = package / "data" / "checklists"
    return installed if installed.is_dir() else package.parent / "checklists"


def load_matter(
    path: Path,
    kinds: Mapping[str, KindSpec] | None = None,
    *,
    rules: RuleOptions | None = None,
) -> MatterSpec:
    """One matter. Without `kinds` its references to kinds and fields are not examined.

    Raises ChecklistError.
    """
    source = _Source.read(path)
    facts = None if kinds is None else {kind.id: _facts(kind) for kind in kinds.values()}
    spec = _examine_matter(source, facts, rules, None)
    seals = _Source.read(_seals_file(path.parent))
    words = _examine_seals(seals)
    return _with_words(_usable(spec, (*seals.mistakes.sorted(), *source.mistakes.sorted())), words)


def load_kinds(
    folder: Path, *, rules: RuleOptions | None = None, types: Collection[str] | None = None
) -> Mapping[str, KindSpec]:
    """The document kinds in `folder`, by id. Raises ChecklistError with the mistakes of all files."""
    return _examine([], _yaml_files(folder), [], rules, types, None).library().kinds


def load_library(
    folder: Path, *, rules: RuleOptions | None = None, types: Collection[str] | None = None
) -> Library:
    """The matters in `folder` and the kinds in its ``kinds``. Raises ChecklistError with all mistakes."""
    matters = [file for file in _yaml_files(folder) if not _is_seals(file)]
    kinds = _yaml_files(folder / KINDS)
    return _examine(matters, kinds, [_seals_file(folder)], rules, types, None).library()


def lint(
    paths: Iterable[Path],
    *,
    rules: RuleOptions | None = None,
    types: Collection[str] | None = None,
    today: dt.date | None = None,
) -> tuple[Mistake, ...]:
    """Everything wrong with files, or with the files of folders; errors and warnings, by file and line.

    A matter is examined against the kinds in the folder ``kinds`` beside it, even if those are not listed.
    """
    asked = [file for path in paths for file in _files_of(path)]
    seals = [file for file in asked if _is_seals(file)]
    matters = [file for file in asked if file.parent.name != KINDS and not _is_seals(file)]
    folders = dict.fromkeys([file.parent / KINDS for file in matters])
    beside = [file for folder in folders for file in _yaml_files(folder)]
    kinds = {file.resolve(): file for file in [*beside, *asked] if file.parent.name == KINDS}
    wanted = {str(file) for file in asked}
    found = _examine(matters, kinds.values(), seals, rules, types, today).mistakes
    return tuple(mistake for mistake in found if mistake.file in wanted)


# -- the way of the files ---------------------------------------------------------------------------------


def _yaml_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(file for file in folder.iterdir() if file.suffix.lower() in _SUFFIXES)


def _is_seals(file: Path) -> bool:
    return file.name.casefold() == SEALS and file.parent.name != KINDS


def _seals_file(folder: Path) -> Path:
    own = folder / SEALS
    return own if own.exists() else default_folder() / SEALS


def _files_of(path: Path) -> list[Path]:
    if path.is_dir():
        return [*_yaml_files(path / KINDS), *_yaml_files(path)]
    return [path]


@dataclass(frozen=True, slots=True)
class _Source:
    """A file as far as it could be read: `root` is None when it could not."""

    path: Path
    root: tree.Mapping | None
    mistakes: Mistakes

    @classmethod
    def read(cls, path: Path) -> _Source:
        mistakes = Mistakes(str(path))
        if path.exists() and not path.is_file():  # a pipe would be waited for without end
            mistakes.error(Place(1, 1), "不是普通文件：请给出 YAML 文件或装着它们的文件夹")
            return cls(path, None, mistakes)
        try:
            with path.open("rb") as file:
                raw = file.read(tree.MAX_BYTES + 1)
        except OSError:
            mistakes.error(Place(1, 1), "文件打不开：请检查路径和权限")
            return cls(path, None, mistakes)
        return cls(path, tree.read_tree(raw, mistakes), mistakes)


@dataclass(frozen=True, slots=True)
class _Examined:
    kinds: tuple[KindSpec, ...]
    matters: tuple[MatterSpec, ...]
    words: SealWords | None
    mistakes: tuple[Mistake, ...]

    def library(self) -> Library:
        kinds = MappingProxyType({kind.id: kind for kind in self.kinds})
        matters = MappingProxyType({matter.id: _with_words(matter, self.words) for matter in self.matters})
        return _usable(Library(kinds, matters), self.mistakes)


def _usable(result: _Result | None, mistakes: tuple[Mistake, ...]) -> _Result:
    if result is None or any(mistake.severity == "error" for mistake in mistakes):
        raise ChecklistError(mistakes)
    return result


def _examine(
    matter_files: Iterable[Path],
    kind_files: Iterable[Path],
    seal_files: Iterable[Path],
    rules: RuleOptions | None,
    types: Collection[str] | None,
    today: dt.date | None,
) -> _Examined:
    kind_sources, matter_sources = [*map(_Source.read, kind_files)], [*map(_Source.read, matter_files)]
    seal_sources = [*map(_Source.read, seal_files)]
    known = {facts.id: facts for facts in map(_facts_of, kind_sources)}
    kinds = [_examine_kind(source, rules, types) for source in kind_sources]
    matters = [_examine_matter(source, known, rules, today) for source in matter_sources]
    words = [_examine_seals(source) for source in seal_sources]
    for same in (kind_sources, matter_sources):
        _unique_ids(same)
    sources = [*kind_sources, *seal_sources, *matter_sources]
    mistakes = tuple(mistake for source in sources for mistake in source.mistakes.sorted())
    first = next(filter(None, words), None)
    return _Examined(tuple(filter(None, kinds)), tuple(filter(None, matters)), first, mistakes)


def _examine_kind(
    source: _Source, rules: RuleOptions | None, types: Collection[str] | None
) -> KindSpec | None:
    if source.root is None:
        return None
    spec = validate(KindSpec, source.root, source.mistakes)
    examine_kind(source.root, rules, types, source.mistakes)
    return spec


def _examine_matter(
    source: _Source, kinds: Mapping[str, KindFacts] | None, rules: RuleOptions | None, today: dt.date | None
) -> MatterSpec | None:
    if source.root is None:
        return None
    spec = validate(MatterSpec, source.root, source.mistakes)
    examine_matter(source.root, kinds, rules, today, source.mistakes)
    return spec


def _examine_seals(source: _Source) -> SealWords | None:
    if source.root is None:
        return None
    purposes = source.root.get("purposes")
    lists = [source.root, *([purposes] if isinstance(purposes, tree.Mapping) else [])]
    for _, node in (entry for mapping in lists for entry in mapping.entries.values()):
        unique(tree.scalars(node), "词", source.mistakes)
    return validate(SealWords, source.root, source.mistakes)


def _with_words(matter: MatterSpec, words: SealWords | None) -> MatterSpec:
    """The matter with the folder's words for seals, where it has none of its own."""
    return matter if matter.seal_words else matter.model_copy(update={"seal_words": words})


def _facts_of(source: _Source) -> KindFacts:
    """A file that cannot be read is taken to have the name of the kind and any field asked for."""
    if source.root is None:
        return KindFacts(source.path.stem, (), (), readable=False)
    return KindFacts.of(source.root, source.path.stem)


def _facts(kind: KindSpec) -> KindFacts:
    columns = kind.table.columns if kind.table else ()
    return KindFacts(
        kind.id, tuple(field.name for field in kind.fields), tuple(column.name for column in columns)
    )


def _unique_ids(sources: Iterable[_Source]) -> None:
    first: dict[str, Path] = {}
    for source in sources:
        name = tree.scalar(source.root.get("id")) if source.root else None
        if name is None:
            continue
        other = first.setdefault(name.text, source.path)
        if other is not source.path:
            source.mistakes.error(name.place, f"代号“{name.text}”与文件 {other.name} 重复")
