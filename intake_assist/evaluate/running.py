"""Runs labelled cases through the program, several at a time if asked to, and scores each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from intake_assist import precheck
from intake_assist.checklist import resolve_answers
from intake_assist.checklist.models import KindSpec, MatterSpec
from intake_assist.evaluate.gallery import Gallery
from intake_assist.evaluate.labels import FILE_NAME, Labels, load_labels
from intake_assist.evaluate.scoring import CaseScore, score_case


@dataclass(frozen=True, slots=True)
class Broken:
    """A case that could not be measured, and why, in Chinese."""

    case: str
    message: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The score of each case by its name (its folder below the one asked for), and those that failed."""

    scores: Mapping[str, CaseScore] = field(default_factory=dict)
    broken: tuple[Broken, ...] = ()


Outcome = CaseScore | Broken


def find_cases(folder: Path) -> list[Path]:
    """Folders with labels, at any depth, `folder` itself included; in the order of their names."""
    return sorted(path.parent for path in folder.rglob(FILE_NAME))


def evaluate(
    folder: Path,
    matters: Mapping[str, MatterSpec],
    kinds: Mapping[str, KindSpec],
    *,
    workers: int = 1,
    done: Callable[[str], None] = lambda _: None,
    gallery: Gallery | None = None,
) -> Evaluation:
    """Run every labelled case below `folder`, with `workers` recognition processes side by side.

    A case that cannot be run is reported in the result and never stops the others. `done` is told the name of
    each case as it is finished, in the order of the names. `gallery` takes pictures of what went wrong.
    """
    cases = {path.relative_to(folder).as_posix(): path for path in find_cases(folder)}
    scores, broken = {}, []
    for name, outcome in zip(cases, _run_all(cases, matters, kinds, workers, gallery), strict=True):
        if isinstance(outcome, Broken):
            broken.append(outcome)
        else:
            scores[name] = outcome
        done(name)
    return Evaluation(scores, tuple(broken))


def _run_all(
    cases: Mapping[str, Path],
    matters: Mapping[str, MatterSpec],
    kinds: Mapping[str, KindSpec],
    workers: int,
    gallery: Gallery | None,
) -> Iterator[Outcome]:
    with ExitStack() as stack:
        idle: SimpleQueue[precheck.Reader] = SimpleQueue()
        for _ in range(min(workers, len(cases))):
            idle.put(stack.enter_context(precheck.Reader(kinds)))

        def run(name: str) -> Outcome:
            reader = idle.get()
            try:
                return _run(name, cases[name], matters, kinds, reader, gallery)
            finally:
                idle.put(reader)

        pool = stack.enter_context(ThreadPoolExecutor(workers))
        stack.callback(pool.shutdown, wait=True, cancel_futures=True)
        yield from pool.map(run, cases)


def _run(
    name: str,
    folder: Path,
    matters: Mapping[str, MatterSpec],
    kinds: Mapping[str, KindSpec],
    reader: precheck.Reader,
    gallery: Gallery | None,
) -> Outcome:
    try:
        labels = load_labels(folder / FILE_NAME)
        matter = _matter(labels, matters)
        paths = _files(folder, labels)
        answers = resolve_answers(matter, labels.answers)
        with _pages(gallery) as pages:
            case = precheck.check(paths, matter, kinds, answers, labels.today, reader=reader, pictures=pages)
            score = score_case(labels, case, kinds)
            if gallery is not None and pages is not None:
                gallery.take(name, case, score, pages)
    except (OSError, ValueError) as error:
        return Broken(name, str(error))
    return score


def _pages(gallery: Gallery | None) -> AbstractContextManager[Path | None]:
    """A folder for the pictures of a case, when anybody wants them."""
    return nullcontext(None) if gallery is None else gallery.pages()


def _matter(labels: Labels, matters: Mapping[str, MatterSpec]) -> MatterSpec:
    if labels.matter not in matters:
        raise ValueError(f"没有事项“{labels.matter}”的清单")
    return matters[labels.matter]


def _files(folder: Path, labels: Labels) -> Sequence[Path]:
    paths = list(dict.fromkeys(folder / sheet.file for sheet in labels.files))
    missing = [path.name for path in paths if not path.is_file()]
    if missing:
        raise ValueError(f"缺少文件：{'、'.join(missing)}")
    return paths
