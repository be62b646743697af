"""A case, or the list of cases, out of the program: as data, as a folder for the archive, as a table.

What Qt must do (the PDFs) is done in the thread of the window, files are read and written behind it. Every export
asks the store whether the one who works here may, and is noted in the trail.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QFileDialog

from intake_assist import __version__
from intake_assist.desktop.printing import pdf
from intake_assist.disk import reason
from intake_assist.notice import Paper, paper_from_json
from intake_assist.notice.exports.archive import (
    ArchiveError,
    ArchiveFile,
    Origin,
    as_json,
    write_archive,
)
from intake_assist.notice.exports.case import case_export
from intake_assist.notice.exports.files import write_whole
from intake_assist.notice.exports.lists import cases_csv, cases_xlsx
from intake_assist.store import CaseStatus, Event, Query, Store
from intake_assist.store.rights import Right

if TYPE_CHECKING:
    from intake_assist.desktop.session import CaseSession
    from intake_assist.desktop.window import MainWindow
    from intake_assist.store import CaseHeader, KeptNotice

translate = QCoreApplication.translate
MOST_CASES = 100_000


class ExportError(RuntimeError):
    """The file could not be written; `message` says why."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A case ready to leave: `data` is its export, `papers` what was given as PDF, `originals` the files it was
    made of, by their place in a folder and their names in the store."""

    case_id: str
    number: str
    checklist: str
    data: Mapping[str, Any]
    papers: tuple[ArchiveFile, ...]
    originals: tuple[tuple[str, str, str], ...]


def parcel(session: CaseSession, given: Sequence[KeptNotice]) -> Parcel:
    """`given` are its notices and receipts. To be called in the thread of the window."""
    header = session.header
    data = {
        "number": header.number,
        "status": header.status.value,
        "clerk": header.clerk,
        "received_at": header.created_at.isoformat(),
        "notices": [each.number for each in given],
        **case_export(session.outcome, session.state, session.engine),
    }
    papers = tuple(_as_pdf(paper_from_json(each.paper)) for each in given)
    originals = tuple(
        (f"originals/{file.id.replace('/', '_')}", file.name, file.blob) for file in session.state.files
    )
    return Parcel(header.id, header.number, header.checklist_version, data, papers, originals)


def _as_pdf(paper: Paper) -> ArchiveFile:
    title = f"{paper.title} {paper.number}"
    return ArchiveFile(f"papers/{paper.number}.pdf", pdf(paper), title)


def files_of(sent: Parcel, store: Store) -> Iterator[ArchiveFile]:
    """All files but the export itself, read from the store one at a time."""
    yield from sent.papers
    for path, name, blob in sent.originals:
        yield ArchiveFile(path, store.get_blob(blob), name)


def to_archive(store: Store, actor: Any, sent: Parcel, folder: Path) -> str:
    """The digest of the list in the folder."""
    store.require(actor, Right.EXPORT, sent.case_id)
    origin = Origin(
        sent.number, dt.datetime.now(dt.UTC), str(actor), f"intake-assist {__version__}", sent.checklist
    )

    def files() -> Iterator[ArchiveFile]:
        yield ArchiveFile("case.json", as_json(sent.data), translate("Exports", "收件数据"))
        yield from files_of(sent, store)

    digest = write_archive(folder, origin, files())
    store.record(Event.EXPORTED, actor, sent.case_id, how="archive", manifest=digest)
    return digest


def to_json(store: Store, actor: Any, sent: Parcel, path: Path) -> None:
    store.require(actor, Right.EXPORT, sent.case_id)
    _write(path, as_json(sent.data))
    store.record(Event.EXPORTED, actor, sent.case_id, how="json")


def to_table(store: Store, actor: Any, query: Query, titles: Mapping[str, str], path: Path) -> int:
    """How many cases it holds. The ending of the name says which kind of table."""
    cases = store.listed(query, actor)
    make: Callable[[Sequence[CaseHeader], Mapping[str, str]], bytes]
    make = cases_csv if path.suffix.lower() == ".csv" else cases_xlsx
    _write(path, make(cases, titles))
    store.record(Event.EXPORTED, actor, how="table", cases=len(cases))
    return len(cases)


def _write(path: Path, data: bytes) -> None:
    try:
        write_whole(path, data)
    except OSError as error:
        words = translate("Exports", "不能写“{path}”：{reason}。请检查文件夹、权限和磁盘空间。")
        raise ExportError(words.format(path=path, reason=reason(error))) from error


class Exports(QObject):
    """Asks where to, does it behind the window, and says in the status line how it went."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def ask_case(self, session: CaseSession) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("导出本件数据"), f"{session.header.number}.json", "JSON (*.json)"
        )
        if name:
            self.save_case(session, Path(name))

    def ask_archive(self, session: CaseSession) -> None:
        name = QFileDialog.getExistingDirectory(self._window, self.tr("归档文件夹放在哪里"))
        if name:
            self.save_archive(session, Path(name) / session.header.number)

    def ask_cases(self, wanted: Mapping[str, Any]) -> None:
        kinds = self.tr("Excel 表格 (*.xlsx);;CSV 表格 (*.csv)")
        start = self.tr("业务列表 {day}").format(day=dt.date.today()) + ".xlsx"
        name, kind = QFileDialog.getSaveFileName(self._window, self.tr("导出业务列表"), start, kinds)
        if name:
            path = Path(name)
            ending = ".csv" if "csv" in kind else ".xlsx"
            self.save_cases(wanted, path if path.suffix else path.with_suffix(ending))

    def save_case(self, session: CaseSession, path: Path) -> None:
        self._send(session, lambda store, actor, sent: to_json(store, actor, sent, path), path)

    def save_archive(self, session: CaseSession, folder: Path) -> None:
        self._send(session, lambda store, actor, sent: to_archive(store, actor, sent, folder), folder)

    def save_cases(self, wanted: Mapping[str, Any], path: Path) -> None:
        """All that answer what is looked for, not only those shown."""
        desk = self._window.desk
        assert desk.queue is not None
        store, actor, titles = desk.queue.store, desk.actor, self._titles()
        status = wanted.get("status")
        chosen = {**wanted, "status": CaseStatus(status) if status else None}
        query = Query(**chosen, limit=MOST_CASES)
        words = self.tr("{count} 件，已存到 {path}")
        desk.background.run(
            lambda: to_table(store, actor, query, titles, path),
            lambda count: self._done(words.format(count=count, path=path)),
            self._failed,
        )

    def _titles(self) -> dict[str, str]:
        library = self._window.desk.library
        return {each.id: each.title for each in library.matters.values()} if library else {}

    def _send(self, session: CaseSession, write: Callable[[Store, Any, Parcel], object], place: Path) -> None:
        desk = self._window.desk

        def made(sent: Parcel, store: Store) -> None:
            words = self.tr("已存到 {path}").format(path=place)
            actor = desk.actor
            desk.background.run(lambda: write(store, actor, sent), lambda _: self._done(words), self._failed)

        with_parcel(self._window, session, made, self._failed)

    def _done(self, words: str) -> None:
        self._window.say(words)
        self.deleteLater()

    def _failed(self, error: BaseException) -> None:
        message = getattr(error, "message", "") or self.tr("没有导出，程序内部出错。请联系维护人员。")
        self._window.say(message)
        self.deleteLater()


def with_parcel(
    window: MainWindow,
    session: CaseSession,
    then: Callable[[Parcel, Store], object],
    failed: Callable[[BaseException], None],
) -> None:
    """`then` gets the case with all papers that were given, in the thread of the window."""
    desk = window.desk
    assert desk.queue is not None
    queue, name = desk.queue, session.header.id
    papers = queue.submit(lambda: (queue.store.header(name), *_given(queue.store, name)), name)

    def collected(found: tuple[Any, ...]) -> None:
        session.header = found[0]
        then(parcel(session, found[1:]), queue.store)

    desk.background.when(papers, collected, failed)


def _given(store: Store, case_id: str) -> tuple[KeptNotice, ...]:
    return (*store.notices(case_id), *store.receipts(case_id))


__all__ = ["ArchiveError", "ExportError", "Exports", "Parcel", "files_of", "parcel", "with_parcel"]
