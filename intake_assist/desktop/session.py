"""One open case: what was done to it, what the machine found, and what that comes to. Knows no widgets.

Everything that happens goes to the store before anything else is done with it, so that a case that is opened
again is the one that was left. What the pages say is worked out in a thread; of several calculations only the
last counts.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from intake_assist import reading
from intake_assist.casework import (
    CaseState,
    Copies,
    Do,
    FieldRef,
    History,
    Item,
    Listing,
    Outcome,
    Reading,
    ReceivedFile,
    Recipe,
    Redo,
    Step,
    Together,
    Undo,
    copies_among,
    decided_again,
    interim,
    outcome,
    recipes,
    state_after,
    with_copies,
)
from intake_assist.casework import steps as said
from intake_assist.checklist import Library
from intake_assist.checklist.models import KindSpec, MatterSpec
from intake_assist.desktop.glimpses import Glimpse, Glimpses, sheet_of, source_of
from intake_assist.desktop.jobs import Background, Latest
from intake_assist.desktop.link import ReaderLink
from intake_assist.model import Box, Document, Page, Source
from intake_assist.precheck import live
from intake_assist.precheck.agreed import expected
from intake_assist.precheck.disputed import disputed

if TYPE_CHECKING:
    from intake_assist.store import Actor, CaseHeader, KeptCase

_log = logging.getLogger(__name__)

_LIGHT = (
    said.FindingDecided,
    said.FindingAdded,
    said.FindingWithdrawn,
    said.PagesSeen,
    said.PaperEdited,
)
_KEEP_OUTCOME_MS = 1500
_FEED_MS = 30


class Keeps(Protocol):
    """What a session needs of a `store.StoreQueue`."""

    def append(self, case_id: str, entry: Do | Undo | Redo, actor: Actor) -> Future[Any]: ...
    def keep_listing(self, case_id: str, listing: Listing) -> Future[Any]: ...
    def keep_reading(self, case_id: str, reading: Reading) -> Future[Any]: ...
    def put_blob(self, data: bytes) -> Future[str]: ...
    def get_blob(self, sha: str) -> Future[bytes]: ...
    def keep_outcome(
        self,
        case_id: str,
        outcome: Outcome | Callable[[], Outcome],
        engine: str,
        kinds: Mapping[str, KindSpec],
    ) -> Future[Any]: ...


@dataclass(frozen=True, slots=True)
class Paper:
    """A file as it comes in: its name without folders, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Spot:
    """A place a clerk pointed at for a field. `text` is what was read there."""

    ref: FieldRef
    page: str
    box: Box
    text: str


class PageMemory:
    """`reading.documents_of` that reads no page twice. For one thread at a time."""

    def __init__(self, limit: int = 400) -> None:
        self._limit = limit
        self._known: OrderedDict[tuple[Page, frozenset[str] | None], tuple[Document, ...]] = OrderedDict()

    def __call__(
        self, page: Page, kinds: Mapping[str, KindSpec], only: Collection[str] | None
    ) -> tuple[Document, ...]:
        # Whether it came in twice says nothing about what stands on it.
        bare = replace(page, duplicate_of=None, near_duplicate_of=None)
        key = (bare, None if only is None else frozenset(only))
        if key not in self._known:
            self._known[key] = reading.documents_of(page, kinds, only)
            if len(self._known) > self._limit:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return self._known[key]


class CaseSession(QObject):
    """`changed` says that `outcome` or `state` is another; `glimpsed` that more is known of sheets that are not read
    yet; `progressed` how many sheets of all are read; `problem` what went wrong, in words for the clerk; `spot_read`
    what stands at a place that was asked for. `sheet_failed` names a sheet that could not be read and says why.
    `ready` turns True when `outcome` has been worked out for the first time.
    """

    changed = Signal()
    glimpsed = Signal()
    progressed = Signal(int, int)
    problem = Signal(str)
    spot_read = Signal(object)
    spot_failed = Signal(str)
    sheet_failed = Signal(str, str)

    def __init__(
        self,
        kept: KeptCase,
        library: Library,
        store: Keeps,
        link: ReaderLink,
        background: Background,
        actor: Actor,
        memory: PageMemory,
        today: Callable[[], dt.date] = dt.date.today,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.header: CaseHeader = kept.header
        self.library = library
        self.matter: MatterSpec = library.matter(kept.header.matter)
        self.actor = actor
        self.engine = ""
        self._store, self._link, self._background, self._today = store, link, background, today
        self._latest = Latest(background, self)
        self._memory = memory
        self._history = History.of(kept.entries)
        self._given = _last_number(kept.entries)
        self._state = state_after(self._history.steps)
        self._listings = {listing.file: listing for listing in kept.listings}
        self._readings = {each.recipe: each for each in kept.readings}
        self._failed: dict[Recipe, str] = {}
        self._closer: dict[Recipe, Reading] = {}
        self._asked: set[Recipe] = set()
        self._listing_asked: set[str] = set()
        self._fresh: dict[str, bytes] = {}
        self._spots: dict[tuple[str, Box], FieldRef] = {}
        self._copies: Copies = {}
        self._said: set[str] = set()
        self._by_id: tuple[Sequence[ReceivedFile], Mapping[str, ReceivedFile]] = ((), {})
        self._glimpses = Glimpses()
        self._previews_asked: set[str] = set()
        self._compared: tuple[str, ...] = ()
        self._not_listed: set[str] = set()
        self.ready = self._closed = False
        self._whole = self._outcome = outcome(CaseState(), (), (), self.matter, library.kinds, self._today())
        self._keep = QTimer(self, singleShot=True, interval=_KEEP_OUTCOME_MS)
        self._keep.timeout.connect(self._keep_outcome)
        self._feeding = QTimer(self, singleShot=True, interval=_FEED_MS)
        self._feeding.timeout.connect(self._feed)
        link.happened.connect(self._on_event)
        self._feed()
        self._judge()

    # -- what there is ----------------------------------------------------------------------------------

    @property
    def state(self) -> CaseState:
        return self._state

    @property
    def outcome(self) -> Outcome:
        """What was worked out last; `settled` says whether that is all there is to say at the moment. While sheets
        are waiting it holds nothing that one of them may refute."""
        return self._outcome

    @property
    def settled(self) -> bool:
        return not (self._latest.busy or self.waiting_sheets or self._closer)

    @property
    def can_undo(self) -> bool:
        return bool(self._history.steps)

    @property
    def can_redo(self) -> bool:
        return bool(self._history.undone)

    @property
    def next_undo(self) -> Step | None:
        return self._history.steps[-1] if self._history.steps else None

    @property
    def next_redo(self) -> Step | None:
        return self._history.undone[-1] if self._history.undone else None

    @property
    def recipes(self) -> tuple[Recipe, ...]:
        """How the sheets of the case are to be read, without those that were removed as a whole."""
        asked = recipes(self._state, self._listings.values())
        return tuple(recipe for recipe in asked if recipe.sheet not in self._state.removed)

    @property
    def waiting_sheets(self) -> tuple[Recipe, ...]:
        """Not read yet, and not given up."""
        return tuple(r for r in self.recipes if r not in self._readings and r not in self._failed)

    @property
    def glimpses(self) -> tuple[Glimpse, ...]:
        """What is known of the sheets that are not read yet."""
        return tuple(self._glimpses.of(recipe) for recipe in self.waiting_sheets)

    def glimpse(self, key: str) -> Glimpse | None:
        """Of the sheet `key`, or of the page that will be `key`."""
        found = (each for each in self.glimpses if key in each.keys or key == each.recipe.sheet)
        return next(found, None)

    @property
    def failures(self) -> Mapping[str, str]:
        """Sheet -> why it could not be read this time."""
        sheets = {r.sheet: self._failed[r] for r in self.recipes if r in self._failed}
        files = {Source(file).id: self._listings[file].problems[0][1] for file in self._not_listed}
        return sheets | files

    def file(self, file_id: str) -> ReceivedFile | None:
        return self._files().get(file_id)

    def _files(self) -> Mapping[str, ReceivedFile]:
        if self._by_id[0] is not self._state.files:
            self._by_id = (self._state.files, {file.id: file for file in self._state.files})
        return self._by_id[1]

    def recipe(self, sheet: str) -> Recipe:
        return Recipe(sheet, self._state.turns.get(sheet), self._state.cuts.get(sheet))

    def picture(self, page: Page) -> str:
        """The name of a page's upright picture, else of how it lies in its file; the empty string where there is
        none."""
        found = self._readings.get(self.recipe(sheet_of(page)))
        if found is None:
            return self._glimpses.preview(sheet_of(page))
        names = [each.id for each in found.pages]
        at = names.index(page.id) if page.id in names else -1
        return found.pictures[at] if 0 <= at < len(found.pictures) else ""

    def blob(self, sha: str) -> Future[bytes]:
        """The bytes of a file or picture, those that are not on the disk yet too."""
        data = self._fresh.get(sha) or self._glimpses.blob(sha)
        if data is None:
            return self._store.get_blob(sha)
        found: Future[bytes] = Future()
        found.set_result(data)
        return found

    def item(self, key: str) -> Item | None:
        return next((item for item in self._outcome.items if item.key == key), None)

    # -- what the clerk does ----------------------------------------------------------------------------

    def receive(
        self, papers: Sequence[Paper], then: Callable[[tuple[ReceivedFile, ...]], Step] | None = None
    ) -> None:
        """Take files into the case. `then` may make another step of them than their plain receipt."""
        if not papers:
            return
        files = []
        for paper in papers:
            self._given += 1
            files.append(
                ReceivedFile(self._given, _plain(paper.name), hashlib.sha256(paper.data).hexdigest())
            )
            self._put(paper.data)
        received = tuple(files)
        self.do(then(received) if then else said.FilesReceived(received))

    def do(self, step: Step) -> None:
        self._enter(Do(step))

    def undo(self) -> None:
        if self.can_undo:
            self._enter(Undo())

    def redo(self) -> None:
        if self.can_redo:
            self._enter(Redo())

    def look_at(self, sheet: str) -> None:
        """The clerk wants to see this sheet: it is read before the others."""
        recipe = self.recipe(sheet)
        if recipe in self._asked:
            self._ask(recipe, priority=1)

    def read_again(self, *sheets: str) -> None:
        for sheet in sheets:
            recipe = self.recipe(sheet)
            self._failed.pop(recipe, None)
            self._asked.discard(recipe)
            file = source_of(sheet).file
            if file in self._not_listed:
                self._not_listed.discard(file)
                self._listing_asked.discard(file)
                del self._listings[file]
        self._feed()
        self._judge()

    def read_failed_again(self) -> None:
        self.read_again(*self.failures)

    def stop_reading(self) -> None:
        """What is not read yet stays unread until it is asked for again."""
        for recipe in self.waiting_sheets:
            self._link.reader.cancel(recipe)
            self._asked.discard(recipe)
            self._failed[recipe] = self.tr("已停止识别。")
        self._judge()

    def ask_spot(self, ref: FieldRef, page: Page, box: Box) -> None:
        """Read a place the clerk pointed at: `spot_read` tells what it says."""
        picture = self.picture(page)
        if picture:
            self._spots[(page.id, box)] = ref
            self._link.reader.read_spot(self.recipe(sheet_of(page)), page.id, picture, box)

    def close(self) -> None:
        self._closed = True
        self._feeding.stop()
        self._link.happened.disconnect(self._on_event)
        self._link.forget_all()
        if self.ready and (self._keep.isActive() or not self.settled):
            self.keep_now()
        self.deleteLater()

    def keep_now(self) -> None:
        """What is found at this moment is kept before what the clerk does next, not a little later."""
        self._keep.stop()
        found: Outcome | Callable[[], Outcome] = self._outcome
        if self._latest.busy or not self.ready:
            calculated, state, shown = self._calculated(PageMemory()), self._state, set(self._said)
            matter, kinds = self.matter, self.library.kinds

            def found() -> Outcome:
                return interim(decided_again(calculated(), state), matter, kinds, shown)

        self._kept(self._store.keep_outcome(self.header.id, found, self.engine, self.library.kinds))

    # -- what follows from it ---------------------------------------------------------------------------

    def _enter(self, entry: Do | Undo | Redo) -> None:
        before = self._history
        self._kept(self._store.append(self.header.id, entry, self.actor))
        self._history = before.after(entry)
        self._state = (
            state_after((entry.did,), self._state)
            if isinstance(entry, Do)
            else state_after(self._history.steps)
        )
        touched = _difference(before, self._history)
        if self.ready and all(_is_light(step) for step in touched) and not self._latest.busy:
            self._settle(self._whole)
            return
        self._feed()
        self._judge()

    def _judge(self) -> None:
        self._latest.ask(self._calculated(self._memory), self._settle, self._failed_to_judge)
        self._tell_progress()

    def _calculated(self, memory: PageMemory) -> Callable[[], Outcome]:
        """The calculation with everything it needs, to be run in any thread that has this memory for itself."""
        state, matter, kinds = self._state, self.matter, self.library.kinds
        listings, today = tuple(self._listings.values()), self._today()
        found = self._found()
        return lambda: outcome(state, listings, found, matter, kinds, today, memory)

    def _found(self) -> list[Reading]:
        """The readings with what the comparison of pages said, and a page with a problem for each failure."""
        good = with_copies(self._readings.values(), self._copies)
        bad = [
            Reading(recipe, (Page(source_of(recipe.sheet), problem=message),))
            for recipe, message in self._failed.items()
        ]
        return good + bad

    def _settle(self, result: Outcome) -> None:
        if self._closed:
            return
        # Decisions may have been taken while it was worked out.
        self._whole = decided_again(result, self._state)
        complete = not (result.waiting or result.unlisted)
        if complete:
            self._look_closer(self._whole)
        looking = {page.id for found in self._closer.values() for page in found.pages}
        self._outcome = interim(self._whole, self.matter, self.library.kinds, self._said, looking)
        if complete and not looking:
            self._said = {item.key for item in result.items} if result.case.pages else set()
        self.ready = True
        self._compare()
        self._keep.start()
        self.changed.emit()
        self._tell_progress()

    def _look_closer(self, whole: Outcome) -> None:
        """Have the places read once more at which papers disagree, each once."""
        if self.header.status.closed:
            return
        known = {
            page.id: boxes
            for found in self._readings.values()
            for page, boxes in zip(found.pages, found.closer, strict=False)
        }
        names = expected(whole.case.documents, self.library.kinds, known)
        places = disputed((item.finding for item in whole.items), whole.case.pages, known, names)
        for recipe, found in self._readings.items():
            boxes = tuple(places.get(page.id, ()) for page in found.pages)
            if any(boxes) and recipe not in self._closer:
                self._closer[recipe] = found
                wanted = tuple(names.get(page.id, ()) for page in found.pages)
                self._link.reader.look_closer(found, boxes, wanted)

    def _failed_to_judge(self, error: BaseException) -> None:
        _log.error("judging failed: %s", type(error).__name__)
        if self._closed:
            return
        self.problem.emit(self.tr("核对时程序出错，结果可能不完整。已做的操作都已保存；请重新打开这件业务。"))

    def _tell_progress(self) -> None:
        total = len(self.recipes)
        self.progressed.emit(total - len(self.waiting_sheets), total)

    def _compare(self) -> None:
        """Have the pages compared, once all are read and whenever they are others than before."""
        pages = tuple(page for page in self._outcome.case.pages if page.fingerprint)
        names = tuple(page.id for page in pages)
        if self.settled and names != self._compared:
            self._compared = names
            if len(pages) > 1:
                self._link.reader.compare(pages)

    def _keep_outcome(self) -> None:
        if self.settled:
            self._kept(
                self._store.keep_outcome(self.header.id, self._outcome, self.engine, self.library.kinds)
            )

    def _put(self, data: bytes) -> None:
        sha = hashlib.sha256(data).hexdigest()
        self._fresh[sha] = data
        self._background.when(self._store.put_blob(data), lambda _: self._on_disk(sha), self._not_kept)

    def _on_disk(self, sha: str) -> None:
        self._fresh.pop(sha, None)
        self._feed_soon()

    def _kept(self, future: Future[Any]) -> None:
        self._background.when(future, lambda _: None, self._not_kept)

    def _not_kept(self, error: BaseException) -> None:
        if self._closed:
            return
        words = getattr(error, "message", "") or self.tr("请检查磁盘空间，并联系信息技术人员。")
        self.problem.emit(self.tr("没有存上：{reason}").format(reason=words))

    # -- the worker -------------------------------------------------------------------------------------

    def _feed_soon(self) -> None:
        """Once for all that come together."""
        if not self._closed and not self._feeding.isActive():
            self._feeding.start()

    def _feed(self) -> None:
        """Ask for what is wanted and was not asked for; take back what is not wanted any more."""
        for file in self._state.files:
            # The worker finds a file on the disk only.
            new = file.id not in self._listings and file.id not in self._listing_asked
            if new and file.blob not in self._fresh:
                self._listing_asked.add(file.id)
                self._link.reader.list_file(file)
        wanted = set(self.waiting_sheets)
        for recipe in self._asked - wanted:
            self._asked.discard(recipe)
            self._link.reader.cancel(recipe)
        for recipe in self.waiting_sheets:
            self._ask_preview(recipe)
            if recipe not in self._asked:
                self._asked.add(recipe)
                # What was turned or cut by hand is being looked at.
                self._ask(recipe, priority=0 if recipe.turn is None and recipe.cuts is None else 1)

    def _ask_preview(self, recipe: Recipe) -> None:
        source = source_of(recipe.sheet)
        file = self.file(source.file)
        if file is not None and recipe.sheet not in self._previews_asked:
            self._previews_asked.add(recipe.sheet)
            self._link.reader.preview(file, source.page)

    def _ask(self, recipe: Recipe, priority: int) -> None:
        source = source_of(recipe.sheet)
        file = self.file(source.file)
        if file is not None:
            self._link.reader.read(recipe, file, source.page, priority)

    @Slot(object)
    def _on_event(self, event: Any) -> None:
        match event:
            case live.WorkerReady(engine=engine):
                self.engine = engine
            case live.Listed(listing=listing):
                self._on_listed(listing)
            case live.ListFailed(file=file, message=message):
                self._on_listed(Listing(file, (), ((0, message),)), keep=False)
            case live.Previewed(sheet=sheet, picture=picture):
                self._glimpses.previewed(sheet, picture)
                self.glimpsed.emit()
            case live.ReadBegun(recipe=recipe):
                self._glimpses.begun(recipe)
                self.glimpsed.emit()
            case live.FirstRead(reading=found, pictures=pictures):
                self._on_first_read(found, pictures)
            case live.PageRead(reading=found, pictures=pictures):
                self._on_read(found, pictures)
            case live.ReadFailed(recipe=recipe, message=message):
                self._on_read_failed(recipe, message)
            case live.SpotRead(page_id=page, box=box, text=text):
                self._on_spot(page, box, text)
            case live.SpotFailed(page_id=page, box=box, message=message):
                self._spots.pop((page, box), None)
                self.spot_failed.emit(message)
            case live.LookedCloser(reading=found):
                self._on_looked_closer(found)
            case live.Compared(pages=pages):
                self._on_compared(pages)

    def _on_listed(self, listing: Listing, keep: bool = True) -> None:
        self._listings[listing.file] = listing
        if not keep:
            self._not_listed.add(listing.file)
        else:
            self._kept(self._store.keep_listing(self.header.id, listing))
        self._feed()
        self._judge()

    def _on_first_read(self, found: Reading, pictures: Sequence[bytes]) -> None:
        """Shown as what it is: it is judged only when the sheet was looked at closely."""
        memory, kinds = self._memory, self.library.kinds

        def papers() -> list[Document]:
            return [paper for page in found.pages for paper in memory(page, kinds, None)]

        def show(seen: list[Document]) -> None:
            if not self._closed and found.recipe in self._asked:
                self._glimpses.first_read(found, pictures, seen)
                self.glimpsed.emit()

        self._background.run(papers, show)

    def _on_read(self, found: Reading, pictures: Sequence[bytes]) -> None:
        if found.recipe not in self._asked:
            return
        self._asked.discard(found.recipe)
        for data in pictures:
            if data:
                self._put(data)
        self._kept(self._store.keep_reading(self.header.id, found))
        self._readings[found.recipe] = found
        self._glimpses.ended(found.recipe)
        self._judge()

    def _on_read_failed(self, recipe: Recipe, message: str) -> None:
        if recipe in self._asked:
            self._asked.discard(recipe)
            self._failed[recipe] = message
            self._glimpses.ended(recipe)
            self.sheet_failed.emit(recipe.sheet, message)
            self._judge()

    def _on_spot(self, page: str, box: Box, text: str) -> None:
        ref = self._spots.pop((page, box), None)
        if ref is not None:
            self.spot_read.emit(Spot(ref, page, box, text))

    def _on_looked_closer(self, found: Reading) -> None:
        asked = self._closer.pop(found.recipe, None)
        if self._closed or asked is None or self._readings.get(found.recipe) != asked:
            return
        self._readings[found.recipe] = found
        self._kept(self._store.keep_reading(self.header.id, found))
        self._judge()

    def _on_compared(self, pages: Iterable[Page]) -> None:
        copies = copies_among(pages)
        if copies != self._copies:
            self._copies = copies
            self._judge()


def _plain(name: str) -> str:
    """A file's name as it can be kept: a disk may hold names that are no text."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _is_light(step: Step) -> bool:
    if isinstance(step, Together):
        return all(isinstance(each, _LIGHT) for each in step.steps)
    return isinstance(step, _LIGHT)


def _difference(before: History, after: History) -> tuple[Step, ...]:
    """The steps that came into force or went out of it."""
    short, long = sorted((before.steps, after.steps), key=len)
    return long[len(short) :]


def _last_number(entries: Iterable[Do | Undo | Redo]) -> int:
    """The highest number a file was ever given, in steps that were undone too."""
    steps = [entry.did for entry in entries if isinstance(entry, Do)]
    single = [part for step in steps for part in (step.steps if isinstance(step, Together) else (step,))]
    files = [file for step in single if isinstance(step, said.FilesReceived) for file in step.files]
    return max((file.number for file in files), default=0)
