"""Reading for a window, with a real worker: what is asked is told, in the right order, whatever happens."""

from __future__ import annotations

import hashlib
import io
import logging
import queue
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import psutil
import pytest
from PIL import Image, ImageDraw

from intake_assist.casework import ReceivedFile, Recipe
from intake_assist.checklist import Library
from intake_assist.model import Box, Page, Source
from intake_assist.precheck import live
from intake_assist.precheck.live import LiveReader
from tests.ocr.drawing import page as page_of
from tests.precheck.conftest import Outcome, Papers
from tests.precheck.keeping import Kept, LostError

PATIENCE = 120.0
CHINESE = re.compile(r"[一-鿿]{4,}")


class Desk:
    """A live reader, its files and what it told. `file` receives one under the next number."""

    def __init__(self, kept: Kept, reader: Callable[[live.OnEvent], LiveReader]) -> None:
        self.kept = kept
        self.events: queue.SimpleQueue[live.LiveEvent] = queue.SimpleQueue()
        self.reader = reader(self.events.put)
        self._count = 0

    def file(self, name: str, data: bytes) -> ReceivedFile:
        self._count += 1
        return ReceivedFile(self._count, name, self.kept.put(data))

    def told(self) -> Any:
        """What is told next, without what comes on the way to it."""
        while isinstance(event := self.events.get(timeout=PATIENCE), live.ReadBegun | live.FirstRead):
            pass
        return event

    def next(self, kind: type[Any]) -> Any:
        event = self.told()
        assert isinstance(event, kind), event
        return event

    def quiet(self) -> None:
        """Everything was told: a comparison, which comes last, is the next answer."""
        self.reader.compare(())
        assert self.next(live.Compared).pages == ()

    def read(self, file: ReceivedFile, turn: int | None = None, cuts: tuple[Box, ...] | None = None) -> Any:
        """What is told of the first sheet of a file."""
        self.reader.read(Recipe(Source(file.id).id, turn, cuts), file, 1)
        return self.told()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(tmp_path_factory.mktemp("kept"))


@pytest.fixture(scope="module")
def shared(kept: Kept, library: Library) -> Iterator[Desk]:
    desk = Desk(kept, lambda tell: LiveReader(library.kinds, kept, tell, threads=1))
    with desk.reader:
        assert desk.next(live.WorkerReady).engine in ("openvino", "onnxruntime")
        yield desk


@pytest.fixture
def desk(shared: Desk) -> Iterator[Desk]:
    """With nothing told before, and nothing left to be told after."""
    shared.quiet()
    yield shared
    shared.quiet()


NOTE = ("关于更换办公家具的说明", "本单位因迁址需要更换桌椅十二套", "联系电话 13800138000", "请予办理为盼")


@pytest.fixture(scope="module")
def license_(papers: Papers) -> bytes:
    return papers.path(papers.license).read_bytes()


@pytest.fixture(scope="module")
def note() -> bytes:
    """A paper of no known kind with a few lines: quickly read."""
    return jpeg(Image.fromarray(page_of(NOTE, (900, 640), 32)[..., ::-1]))


def jpeg(picture: Image.Image) -> bytes:
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=92)
    return data.getvalue()


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


# -- files and sheets ---------------------------------------------------------------------------------------


def test_files_are_listed_by_their_content(desk: Desk, note: bytes) -> None:
    book = openpyxl.Workbook()
    book.active.append(["姓名"])
    data = io.BytesIO()
    book.save(data)
    two = io.BytesIO()
    opened(note).save(two, "TIFF", save_all=True, append_images=[Image.new("RGB", (60, 60), "white")])
    files = [
        desk.file("扫描件.pdf", note),
        desk.file("名单", data.getvalue()),
        desk.file("两页#2.tif", two.getvalue()),
    ]
    for file in files:
        desk.reader.list_file(file)
    listed = [desk.next(live.Listed).listing for _ in files]
    assert [(one.file, one.pages, one.problems) for one in listed] == [
        (files[0].id, (1,), ()),
        (files[1].id, (1,), ()),
        (files[2].id, (1, 2), ()),
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "空文件"), ("不是扫描件".encode(), "文本文件"), (b"%PDF-1.7\n" + bytes(9), "不完整")],
)
def test_what_cannot_be_opened_says_so_by_the_name_the_clerk_knows(
    desk: Desk, data: bytes, words: str
) -> None:
    file = desk.file("说明.doc", data)
    desk.reader.list_file(file)
    listing = desk.next(live.Listed).listing
    ((page, message),) = listing.problems
    assert (listing.pages, page) == ((), 0)
    assert words in message
    assert "“说明.doc”" in message


def test_a_sheet_is_read_as_every_other_reader_does(desk: Desk, outcome: Outcome, license_: bytes) -> None:
    expected = outcome.result.pages[2]
    file = desk.file("执照.jpg", license_)
    told = desk.read(file)
    (page,) = told.reading.pages
    assert told.reading.recipe == Recipe(f"{file.id}#1")
    assert replace(page, seconds=0.0) == replace(
        expected, source=Source(file.id), seconds=0.0, duplicate_of=None, near_duplicate_of=None
    )
    assert page.seconds > 0
    assert told.reading.engine


def test_the_pictures_are_what_the_boxes_lie_on(desk: Desk, note: bytes) -> None:
    told = desk.read(desk.file("横放.jpg", jpeg(opened(note).rotate(-90, expand=True))))
    (page,), (picture,) = told.reading.pages, told.pictures
    assert page.rotation == 90
    assert told.reading.pictures == (hashlib.sha256(picture).hexdigest(),)
    shown = opened(picture)
    assert (shown.format, shown.size) == ("JPEG", (page.width, page.height))
    assert shown.size == opened(note).size
    line = max(page.lines, key=lambda line: line.box.width)
    ink = shown.convert("L").crop(tuple(line.box.as_list()))
    assert ink.getextrema()[0] < 128


def test_a_bilevel_page_is_kept_as_png(desk: Desk, note: bytes) -> None:
    data = io.BytesIO()
    opened(note).convert("1", dither=Image.Dither.NONE).save(data, "PNG")
    told = desk.read(desk.file("黑白.png", data.getvalue()), turn=0, cuts=())
    (page,), (picture,) = told.reading.pages, told.pictures
    # Straightening makes greys; only what lay straight stays black and white.
    assert opened(picture).format == ("JPEG" if page.skew else "PNG")


def test_a_worksheet_has_cells_and_no_picture(desk: Desk) -> None:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "证件号码"])
    data = io.BytesIO()
    book.save(data)
    told = desk.read(desk.file("名单.xlsx", data.getvalue()), turn=90)
    assert [page.cells for page in told.reading.pages] == [(("姓名", "证件号码"),)]
    assert (told.pictures, told.reading.pictures) == ((b"",), ("",))


def test_a_damaged_sheet_is_a_page_with_a_problem(desk: Desk, note: bytes) -> None:
    told = desk.read(desk.file("坏.jpg", note[:4] + bytes(len(note) - 4)))
    (page,) = told.reading.pages
    assert "“坏.jpg”" in (page.problem or "")
    assert (page.lines, told.pictures, told.reading.pictures) == ((), (b"",), ("",))


def test_the_text_comes_first_and_what_a_closer_look_finds_after_it(desk: Desk, license_: bytes) -> None:
    file = desk.file("执照.jpg", license_)
    recipe = Recipe(f"{file.id}#1")
    desk.reader.read(recipe, file, 1)
    assert desk.events.get(timeout=PATIENCE) == live.ReadBegun(recipe)
    first, last = (desk.events.get(timeout=PATIENCE) for _ in range(2))
    assert (type(first), type(last)) == (live.FirstRead, live.PageRead)
    assert first.reading.recipe == last.reading.recipe == recipe
    assert first.reading.pictures == last.reading.pictures
    assert first.pictures == last.pictures
    (before,), (after,) = first.reading.pages, last.reading.pages
    assert before.lines
    assert not before.seals
    assert after.seals


def test_how_a_sheet_looks_is_told_while_another_is_being_read(
    desk: Desk, license_: bytes, note: bytes
) -> None:
    two = io.BytesIO()
    opened(note).save(two, "PDF", save_all=True, append_images=[opened(license_)])
    slow, file = desk.file("执照.jpg", license_), desk.file("两页.pdf", two.getvalue())
    desk.reader.read(Recipe(f"{slow.id}#1"), slow, 1)
    for page in (1, 2):
        desk.reader.preview(file, page)
    looks = [desk.next(live.Previewed) for _ in range(2)]
    assert [look.sheet for look in looks] == [f"{file.id}#1", f"{file.id}#2"]
    first, second = (opened(look.picture).size for look in looks)
    assert max(*first, *second) <= 1300
    width, height = opened(note).size
    assert first[0] / first[1] == pytest.approx(width / height, rel=0.01)
    assert desk.next(live.PageRead).reading.recipe == Recipe(f"{slow.id}#1")
    for data in (b"", b"%PDF-1.7\n" + bytes(9)):
        desk.reader.preview(desk.file("坏.pdf", data), 1)
        assert desk.next(live.Previewed).picture == b""


# -- turned and cut by hand ---------------------------------------------------------------------------------


def test_a_turn_by_hand_is_obeyed(desk: Desk, note: bytes) -> None:
    upright = desk.read(desk.file("正.jpg", note)).reading.pages[0]
    overhead = desk.file("反.jpg", jpeg(opened(note).rotate(180)))
    right = desk.read(overhead, turn=180).reading.pages[0]
    wrong = desk.read(overhead, turn=0).reading.pages[0]
    assert (right.rotation, wrong.rotation) == (180, 0)
    assert len(set(texts(right)) & set(texts(upright))) > 0.6 * len(upright.lines)
    assert not set(texts(wrong)) & set(texts(upright))


def test_a_turn_by_hand_is_still_straightened(desk: Desk, note: bytes) -> None:
    askew = opened(note).rotate(-3, fillcolor="white", resample=Image.Resampling.BICUBIC)
    page = desk.read(desk.file("斜.jpg", jpeg(askew.rotate(90, expand=True))), turn=90).reading.pages[0]
    assert page.rotation == 270
    assert page.skew == pytest.approx(3, abs=0.6)


def test_cuts_become_pages_of_their_own(desk: Desk, note: bytes) -> None:
    picture = opened(note)
    both = Image.new("RGB", (picture.width, 2 * picture.height + 40), "white")
    both.paste(picture, (0, 0))
    both.paste(picture, (0, picture.height + 40))
    width, height = float(picture.width), float(picture.height)
    cuts = (Box(0, 0, width, height), Box(0, height + 40, width, 2 * height + 40))
    file = desk.file("两份.jpg", jpeg(both))
    parts = desk.read(file, turn=0, cuts=cuts)
    whole = desk.read(file, turn=0, cuts=())
    assert [page.id for page in parts.reading.pages] == [f"{file.id}#1.1", f"{file.id}#1.2"]
    assert [page.region for page in parts.reading.pages] == list(cuts)
    sizes = [opened(picture).size for picture in parts.pictures]
    assert sizes == [(page.width, page.height) for page in parts.reading.pages]
    assert sizes == [(picture.width, picture.height)] * 2
    first, second = (set(texts(page)) for page in parts.reading.pages)
    assert len(first & second) > 0.6 * len(first)
    (page,) = whole.reading.pages
    assert (page.id, page.region, page.height) == (f"{file.id}#1", None, both.height)


def test_one_cut_leaves_out_the_rest_and_any_cut_is_survived(desk: Desk, note: bytes) -> None:
    file = desk.file("说明.jpg", note)
    width, height = opened(note).size
    cuts = (Box(-50, -50, width * 0.6, height + 900), Box(width + 10, 5, width + 20, 6))
    one = desk.read(file, turn=0, cuts=cuts[:1]).reading.pages
    odd = desk.read(file, turn=0, cuts=cuts).reading.pages
    assert [(page.id, page.width, page.height) for page in one] == [
        (f"{file.id}#1.1", round(width * 0.6), height)
    ]
    assert [page.id for page in odd] == [f"{file.id}#1.1", f"{file.id}#1.2"]
    assert odd[1].lines == ()


# -- a place is read again ----------------------------------------------------------------------------------


def test_a_place_is_read_again(desk: Desk, note: bytes) -> None:
    told = desk.read(desk.file("说明.jpg", note))
    (page,), (name,) = told.reading.pages, told.reading.pictures
    assert desk.kept.put(told.pictures[0]) == name
    sure = [line for line in page.lines if line.confidence > 0.97 and len(line.text) >= 6]
    for line in sure[:2]:
        desk.reader.read_spot(told.reading.recipe, page.id, name, line.box)
        said = desk.next(live.SpotRead)
        assert (said.recipe, said.page_id, said.box) == (told.reading.recipe, page.id, line.box)
        assert said.text.replace(" ", "") == line.text.replace(" ", "")
        assert said.confidence > 0.9
    for nowhere in (Box(page.width + 5, 5, page.width + 90, 40), Box(3, 3, 4, 4)):
        desk.reader.read_spot(told.reading.recipe, page.id, name, nowhere)
        assert desk.next(live.SpotRead).text == ""


def test_a_line_in_dispute_is_looked_at_closely(desk: Desk, note: bytes) -> None:
    told = desk.read(desk.file("说明.jpg", note))
    assert desk.kept.put(told.pictures[0]) == told.reading.pictures[0]
    (page,) = told.reading.pages
    line = max(page.lines, key=lambda line: (line.confidence > 0.97, len(line.text)))
    misread = replace(page, lines=tuple(replace(x, text="误") if x is line else x for x in page.lines))
    desk.reader.look_closer(replace(told.reading, pages=(misread,)), ((line.box,),))
    found = desk.next(live.LookedCloser).reading
    assert found.closer == ((line.box,),)
    assert found.pages[0].lines == misread.lines
    said = [each.text for look in found.pages[0].second_looks for each in look if each.box == line.box]
    assert line.text.replace(" ", "") in [text.replace(" ", "") for text in said]
    gone = replace(told.reading, pictures=("0" * 64,))
    desk.reader.look_closer(gone, ((line.box,),))
    assert desk.next(live.LookedCloser).reading == replace(gone, closer=((line.box,),))


def test_a_place_under_a_seal_is_read_without_the_red(desk: Desk, note: bytes) -> None:
    page = desk.read(desk.file("说明.jpg", note)).reading.pages[0]
    line = max(page.lines, key=lambda line: (line.confidence > 0.97, len(line.text)))
    stamped = opened(note)
    box = line.box
    draw = ImageDraw.Draw(stamped)
    for step in range(0, int(box.width), 9):
        draw.line((box.x0 + step, box.y0 - 5, box.x0 + step + 30, box.y1 + 5), fill=(225, 60, 60), width=3)
    # The print lies over the red, as ink does that was printed before the stamp dried into the paper.
    dark = opened(note).convert("L").point(lambda shade: 255 if shade < 110 else 0)
    stamped.paste(opened(note), mask=dark)
    name = desk.kept.put(jpeg(stamped))
    desk.reader.read_spot(Recipe("x#1"), "x#1", name, box)
    said = desk.next(live.SpotRead)
    alike = sum(a == b for a, b in zip(said.text, line.text, strict=False))
    assert alike >= 0.8 * len(line.text), (said, line)


# -- order, taking back, faults -----------------------------------------------------------------------------


def sheets(desk: Desk, note: bytes, count: int) -> list[tuple[Recipe, ReceivedFile]]:
    """Sheets that are quickly read."""
    small = opened(note).crop((0, 0, 400, 120))
    files = [desk.file(f"{number}.png", png(small, number)) for number in range(count)]
    return [(Recipe(f"{file.id}#1"), file) for file in files]


def png(picture: Image.Image, number: int) -> bytes:
    marked = picture.copy()
    marked.putpixel((0, 0), (number, 0, 0))
    data = io.BytesIO()
    marked.save(data, "PNG")
    return data.getvalue()


def test_what_is_looked_at_comes_first(desk: Desk, note: bytes) -> None:
    (busy, first), *rest = sheets(desk, note, 5)
    desk.reader.read(busy, first, 1)
    for recipe, file in rest:
        desk.reader.read(recipe, file, 1)
    desk.reader.read(*rest[3], 1, priority=1)
    desk.reader.read(*rest[2], 1, priority=2)
    desk.reader.read_spot(busy, "p#1", first.blob, Box(0, 0, 100, 40))
    told = [desk.told() for _ in range(6)]
    # The first may or may not have been begun when the others came.
    names = [getattr(event, "reading", event) for event in told]
    names = [name.recipe for name in names]
    kinds = [type(event).__name__ for event in told]
    spot = kinds.index("SpotRead")
    names.pop(spot)
    order = [rest[2][0], rest[3][0], rest[0][0], rest[1][0]]
    assert spot <= 1
    assert [name for name in names if name != busy] == order


def test_asked_twice_is_done_once_and_from_many_threads(desk: Desk, note: bytes) -> None:
    asked = sheets(desk, note, 4)
    threads = [
        threading.Thread(target=lambda: [desk.reader.read(recipe, file, 1) for recipe, file in asked])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = {desk.next(live.PageRead).reading.recipe for _ in asked}
    assert told == {recipe for recipe, _ in asked}


def test_what_is_taken_back_is_not_told(desk: Desk, note: bytes) -> None:
    running, kept, waiting, again = sheets(desk, note, 4)
    for recipe, file in (running, kept, waiting, again):
        desk.reader.read(recipe, file, 1)
    time.sleep(0.05)
    for recipe, _ in (running, waiting, again):
        desk.reader.cancel(recipe)
    desk.reader.read(*again, 1)
    assert [desk.next(live.PageRead).reading.recipe for _ in range(2)] == [kept[0], again[0]]
    desk.reader.read(*running, 1)
    time.sleep(0.02)
    desk.reader.cancel(running[0])
    desk.reader.read(*running, 1)
    assert desk.next(live.PageRead).reading.recipe == running[0]
    for recipe, file in (kept, waiting):
        desk.reader.read(recipe, file, 1)
    desk.reader.cancel_all()


def test_copies_are_marked_and_only_the_last_question_is_answered(desk: Desk, note: bytes) -> None:
    page = desk.read(desk.file("说明.jpg", note)).reading.pages[0]
    copy = replace(page, source=Source("b"))
    (blocking,) = sheets(desk, note, 1)
    desk.reader.read(*blocking, 1)
    desk.reader.compare((page,))
    desk.reader.compare((page, copy))
    desk.next(live.PageRead)
    assert [(found.id, found.duplicate_of) for found in desk.next(live.Compared).pages] == [
        (page.id, None),
        ("b#1", page.id),
    ]


def test_a_file_that_cannot_be_fetched_can_be_asked_for_again(desk: Desk, note: bytes) -> None:
    ((recipe, file),) = sheets(desk, note, 1)
    mark = desk.kept.folder / f"{file.blob}.lost"
    mark.touch()
    desk.reader.read(recipe, file, 1)
    desk.reader.list_file(file)
    desk.reader.read_spot(recipe, "p#1", file.blob, Box(0, 0, 9, 9))
    told = {type(event): event for event in (desk.told() for _ in range(3))}
    assert set(told) == {live.ReadFailed, live.ListFailed, live.SpotFailed}
    assert {event.message for event in told.values()} == {LostError.message}
    mark.unlink()
    gone = replace(file, blob="0" * 64)
    desk.reader.list_file(gone)
    failed = desk.next(live.ListFailed)
    assert (failed.file, "“0.png”" in failed.message) == (file.id, True)
    assert CHINESE.search(failed.message)
    desk.reader.read(recipe, file, 1)
    assert desk.next(live.PageRead).reading.recipe == recipe


def test_what_the_window_raises_does_not_stop_the_reading(
    desk: Desk, note: bytes, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(event: live.LiveEvent) -> None:
        desk.events.put(event)
        raise LookupError("110105199003076154")

    monkeypatch.setattr(desk.reader, "_on_event", broken)
    for recipe, file in sheets(desk, note, 2):
        desk.reader.read(recipe, file, 1)
    assert all(desk.next(live.PageRead) for _ in range(2))
    desk.quiet()
    assert "LookupError" in caplog.text
    assert "110105199003076154" not in caplog.text


class Killer(logging.Handler):
    """Kills each new process that reports ready, `times` in all."""

    def __init__(self, desk: Desk, times: int) -> None:
        super().__init__()
        self.desk = desk
        self.left = times

    def emit(self, record: logging.LogRecord) -> None:
        if self.left and "process ready" in record.getMessage():
            self.left -= 1
            worker_of(self.desk).kill()


@pytest.fixture
def killer(desk: Desk, caplog: pytest.LogCaptureFixture) -> Iterator[Killer]:
    log = logging.getLogger("intake_assist.ocr.worker")
    made = Killer(desk, 1)
    with caplog.at_level(logging.INFO, log.name):
        log.addHandler(made)
        yield made
        log.removeHandler(made)


def test_a_page_over_which_the_worker_dies_twice_can_be_asked_for_again(
    desk: Desk, killer: Killer, note: bytes
) -> None:
    long = Image.fromarray(page_of(NOTE * 12, (900, 4800), 32)[..., ::-1])
    slow, (after, file) = desk.file("长.jpg", jpeg(long)), sheets(desk, note, 1)[0]
    recipe = Recipe(f"{slow.id}#1")
    desk.reader.read(recipe, slow, 1)
    desk.reader.read(after, file, 1)
    time.sleep(0.1)  # the page is being read, which takes longer
    worker_of(desk).kill()
    failed = desk.next(live.ReadFailed)
    assert (failed.recipe, killer.left, bool(CHINESE.search(failed.message))) == (recipe, 0, True)
    assert desk.next(live.PageRead).reading.recipe == after
    assert desk.read(slow).reading.pages[0].lines


def worker_of(desk: Desk) -> psutil.Process:
    """The process at work."""
    pid = desk.reader._reads._worker.pid
    assert pid is not None
    return psutil.Process(pid)


# -- start and end ------------------------------------------------------------------------------------------


def test_a_worker_that_does_not_start_fails_what_was_asked_and_is_tried_again(
    kept: Kept, library: Library, note: bytes
) -> None:
    def reader(tell: live.OnEvent) -> LiveReader:
        return LiveReader(library.kinds, kept, tell, backend="quantum")  # type: ignore[arg-type]

    desk = Desk(kept, reader)
    with desk.reader:
        asked = sheets(desk, note, 2)
        for recipe, file in asked:
            desk.reader.read(recipe, file, 1)
        assert "quantum" in desk.next(live.WorkerLost).message
        assert [desk.next(live.ReadFailed).recipe for _ in asked] == [recipe for recipe, _ in asked]
        desk.reader.read(*asked[0], 1)
        told = {type(desk.told()) for _ in range(2)}
        assert told == {live.WorkerLost, live.ReadFailed}
        desk.reader.list_file(asked[0][1])
        assert desk.next(live.Listed).listing.pages == (1,)


def test_it_starts_behind_the_window_and_ends_at_once(kept: Kept, library: Library, license_: bytes) -> None:
    start = time.monotonic()
    desk = Desk(kept, lambda tell: LiveReader(library.kinds, kept, tell, threads=1))
    with desk.reader:
        file = desk.file("执照.jpg", license_)
        desk.reader.read(Recipe(f"{file.id}#1"), file, 1)
        assert time.monotonic() - start < 0.5
        desk.next(live.WorkerReady)
        assert isinstance(desk.events.get(timeout=PATIENCE), live.ReadBegun)
        start = time.monotonic()
        desk.reader.close()
        assert time.monotonic() - start < 1.0
    desk.reader.read(Recipe(f"{file.id}#1"), file, 1)
    assert desk.events.empty()


def test_it_can_be_closed_before_it_is_warm_and_by_the_one_who_is_told(kept: Kept, library: Library) -> None:
    start = time.monotonic()
    Desk(kept, lambda tell: LiveReader(library.kinds, kept, tell, threads=1)).reader.close()
    assert time.monotonic() - start < 1.5
    done = threading.Event()

    def close(_: live.LiveEvent) -> None:
        lost.close()
        done.set()

    lost = LiveReader(library.kinds, kept, close, backend="quantum")  # type: ignore[arg-type]
    assert done.wait(PATIENCE)
    lost.close()


ALONE = """
import sys
import intake_assist.precheck.live
heavy = ("cv2", "paddleocr", "paddlex", "onnxruntime", "openvino", "PIL", "pypdfium2", "openpyxl")
print([name for name in heavy if name in sys.modules])
"""


def test_the_asking_process_loads_no_picture_library() -> None:
    run = subprocess.run(
        [sys.executable, "-c", ALONE],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=True,
    )
    assert run.stdout.strip() == "[]"
