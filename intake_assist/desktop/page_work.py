"""What a clerk does to pages: sorted, turned, split, deleted, replaced, inserted, looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from intake_assist.casework import UNSORTED, ReceivedFile, Step, Together
from intake_assist.casework import steps as said
from intake_assist.desktop import presenting
from intake_assist.desktop.glimpses import sheet_of, source_of
from intake_assist.desktop.materials_pane import MaterialsPane
from intake_assist.desktop.page_pane import PagePane
from intake_assist.desktop.session import CaseSession
from intake_assist.desktop.shortcuts import Actions
from intake_assist.model import Box, Page

if TYPE_CHECKING:
    from intake_assist.desktop.case_view import CaseView


class PageWork(QObject):
    """Works on the page in view, or on those that are marked in the tree. `said` carries a remark for the status
    line, `left` the page that takes the place of one that is gone."""

    said = Signal(str)
    left = Signal(str)

    def __init__(
        self,
        session: CaseSession,
        actions: Actions,
        materials: MaterialsPane,
        pages: PagePane,
        view: CaseView,
    ) -> None:
        super().__init__(view)
        self._session, self._actions, self._view = session, actions, view
        self._materials, self._pages = materials, pages
        self._next_paper: tuple[str, str] | None = None

    def commands(self) -> dict[str, Callable[[], object]]:
        return {
            "seen": self.toggle_seen,
            "move_page": self._show_move_menu,
            "turn_right": lambda: self.turn(90),
            "turn_left": lambda: self.turn(-90),
            "split": self.split,
            "replace": lambda: self._expect("replace"),
            "insert": lambda: self._expect("insert"),
            "delete_page": self.delete,
        }

    @property
    def _current(self) -> str:
        return self._view.current

    def _page(self, key: str | None = None) -> Page | None:
        return self._session.outcome.case.page(self._current if key is None else key)

    def chosen(self) -> list[str]:
        """The pages marked in the tree when it has the focus, else the one in view."""
        if self._materials.tree.hasFocus():
            marked = [page for page in self._materials.chosen_pages() if self._page(page)]
            if marked:
                return marked
        return [self._current] if self._current else []

    # -- sorted and looked at ---------------------------------------------------------------------------

    def move(self, pages: Sequence[str], material: str) -> None:
        known = tuple(page for page in pages if self._page(page))
        if known:
            self._session.do(said.PagesMoved(known, material))

    def toggle_seen(self) -> None:
        pages = [page for page in self.chosen() if self._page(page)]
        if pages:
            seen = not self._session.state.seen.issuperset(pages)
            self._session.do(said.PagesSeen(tuple(pages), seen))

    def _show_move_menu(self) -> None:
        self._fill_move_menu(QMenu(self._view)).popup(self._pages.mapToGlobal(QPoint(20, 40)))

    def _fill_move_menu(self, menu: QMenu) -> QMenu:
        pages = self.chosen()
        menu.setTitle(self.tr("移到材料"))
        for number, material in enumerate(self._session.outcome.case.materials, start=1):
            access = f"&{number}  " if number < 10 else "     "
            menu.addAction(access + material.title, partial(self.move, pages, material.id))
        menu.addSeparator()
        menu.addAction(self.tr("&0  未归类"), partial(self.move, pages, UNSORTED))
        return menu

    def show_menu(self, at: QPoint) -> None:
        menu = QMenu(self._view)
        menu.addAction(self._actions["seen"])
        menu.addMenu(self._fill_move_menu(QMenu(menu)))
        for names in (("turn_right", "turn_left", "split"), ("replace", "insert"), ("delete_page",)):
            menu.addSeparator()
            for name in names:
                menu.addAction(self._actions[name])
        menu.popup(at)

    # -- turned, cut, gone ------------------------------------------------------------------------------

    def turn(self, degrees: int) -> None:
        """Turn the sheet in view clockwise, as it is seen."""
        if not self._current:
            return
        page = self._page()
        sheet = sheet_of(page) if page else self._current
        before = self._session.state.turns.get(sheet)
        if before is None:
            # The machine's turn: it took `rotation` out, clockwise as seen in the file.
            before = -page.rotation % 360 if page else 0
        self._session.do(said.SheetTurned(sheet, (before + degrees) % 360))  # type: ignore[arg-type]

    def split(self) -> None:
        page = self._page()
        if page is None or not page.width:
            return
        if page.source.part:
            self._session.do(said.SheetCut(sheet_of(page), ()))
            self.said.emit(self.tr("已合为一页。再按一次可以重新拆分。"))
        else:
            self._view.show_page(self._current)  # two places beside each other cannot be cut
            self._pages.begin_split()

    def cut(self, parts: Sequence[Box]) -> None:
        page = self._page()
        if page is not None and not page.source.part:
            self._session.do(said.SheetCut(sheet_of(page), tuple(parts)))

    def delete(self) -> None:
        pages = self.chosen()
        if not pages:
            return
        keys = self._pages.keys()
        after = keys[keys.index(self._current) :] if self._current in keys else []
        self._session.do(said.PagesRemoved(tuple(pages)))
        self.left.emit(next((key for key in after if key not in pages), self._current))
        self.said.emit(self.tr("已删除 {count} 页，按 Ctrl+Z 找回。").format(count=len(pages)))

    # -- replaced and inserted --------------------------------------------------------------------------

    def _expect(self, how: str) -> None:
        """The next paper that comes in replaces the page in view, or goes behind it."""
        page = self._page()
        name = presenting.place(page) if page else presenting.place_of(source_of(self._current))
        self._next_paper = (how, self._current)
        words = (
            self.tr("下一份进来的材料将替换“{page}”。请扫描、拖入或粘贴。")
            if how == "replace"
            else self.tr("下一份进来的材料将插在“{page}”后面。请扫描、拖入或粘贴。")
        )
        self._pages.say_expecting(
            words.format(page=name),
            (self.tr("选文件…"), self._actions["add_files"].trigger),
            (self.tr("取消"), self._forget_expected),
        )

    def _forget_expected(self) -> None:
        self._next_paper = None

    def placing(self) -> Callable[[tuple[ReceivedFile, ...]], Step] | None:
        """What the next paper is taken in with, where the clerk said a place for it; asked once."""
        if self._next_paper is None:
            return None
        (how, page), self._next_paper = self._next_paper, None
        self._pages.end_expecting()
        order = list(self._pages.keys())
        placed = self._session.state.placed.get(page)

        def step(files: tuple[ReceivedFile, ...]) -> Step:
            fresh = [f"{file.id}#1" for file in files]
            at = order.index(page) + 1 if page in order else len(order)
            steps: list[Any] = [
                said.FilesReceived(files),
                said.PagesArranged((*order[:at], *fresh, *order[at:])),
            ]
            if how == "replace":
                steps.append(said.PagesRemoved((page,)))
                if placed is not None:
                    steps.append(said.PagesMoved(tuple(fresh), placed))
            return Together(tuple(steps))

        return step
