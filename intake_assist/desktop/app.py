"""Starting and ending the program with a window."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from intake_assist.desktop import theme
from intake_assist.desktop.collector import Collector
from intake_assist.desktop.desk import Desk
from intake_assist.desktop.instance import Doorbell, wake_other
from intake_assist.desktop.settings import home_folder
from intake_assist.desktop.window import MainWindow

TRANSLATIONS = Path(__file__).with_name("translations")
_SOURCE_LANGUAGE = "zh_CN"


def run_window(home: Path | None = None) -> int:
    """Open the window and stay until it is closed."""
    # Set before Qt starts: a screen reader or proxy setting must not make Qt reach out.
    os.environ.setdefault("QT_NO_NETWORKMANAGER", "1")
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("intake-assist")
    application.setDesktopFileName("intake-assist")
    place = home_folder(home)
    if wake_other(place):
        return 0
    collector = Collector()
    bell = Doorbell(place)
    desk = Desk(place)
    desk.ready.connect(collector.begin)
    desk.failed.connect(collector.begin)
    front = Front(application, desk)
    bell.rung.connect(front.come_forward)
    sys.excepthook = _on_fault(front)
    try:
        return application.exec()
    finally:
        bell.close()
        desk.close()
        collector.close()


class Front(QObject):
    """The window on the screen; what is heavy is begun as soon as it is painted. In another language it is made
    anew over the same desk: the case is where it was, the worker stays warm."""

    def __init__(self, application: QApplication, desk: Desk) -> None:
        super().__init__()
        self._application, self._desk = application, desk
        self._translators = install_translations(application, desk.settings.language)
        theme.apply(application, desk.settings.theme, desk.settings.scale)
        application.styleHints().colorSchemeChanged.connect(
            lambda: theme.apply(application, desk.settings.theme, desk.settings.scale)
        )
        self.window = self._shown()
        QTimer.singleShot(30, desk.start)

    def come_forward(self) -> None:
        self.window.come_forward()

    def _shown(self) -> MainWindow:
        window = MainWindow(self._desk)
        # Later: the box in which the language was chosen is still telling of it, and goes with its window.
        window.language_changed.connect(lambda: QTimer.singleShot(0, self, self._speak))
        window.show()
        return window

    def _speak(self) -> None:
        for translator in self._translators:
            self._application.removeTranslator(translator)
        self._translators = install_translations(self._application, self._desk.settings.language)
        before = self.window
        before.keep_layout()
        self.window = self._shown()
        before.close()  # only now: with its last window the program ends
        before.deleteLater()
        self.window.take_over(before.waiting)
        if self._desk.queue is not None:
            self.window.take_up()


def install_translations(application: QApplication, language: str) -> list[QTranslator]:
    """Our words (Chinese needs none) and those of Qt's own dialogs."""
    QLocale.setDefault(QLocale(language))
    ours = (str(TRANSLATIONS / f"intake_assist_{language}.qm"),) if language != _SOURCE_LANGUAGE else ()
    of_qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) / f"qtbase_{language}.qm"
    installed = []
    for file in (str(of_qt), *ours):
        translator = QTranslator(application)
        if translator.load(file):
            application.installTranslator(translator)
            installed.append(translator)
    return installed


def _on_fault(front: Front) -> Callable[..., None]:
    """A fault in one slot must not end the day's work. Its words may hold personal data and are not logged."""

    def tell(kind: type[BaseException], error: BaseException, trace: object) -> None:  # noqa: ARG001
        place = ""
        while error.__traceback__ is not None and error.__traceback__.tb_next is not None:
            error.__traceback__ = error.__traceback__.tb_next
        if error.__traceback__ is not None:
            code = error.__traceback__.tb_frame.f_code
            place = f"{Path(code.co_filename).name}:{error.__traceback__.tb_lineno}"
        logging.getLogger(__name__).error("fault in the interface: %s at %s", kind.__name__, place)
        front.window.say_fault(kind.__name__, place)

    return tell
