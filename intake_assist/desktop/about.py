"""What this program is, which engine reads, and whose work it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from intake_assist import __version__
from intake_assist.desktop.measures import open_at, unit
from intake_assist.desktop.parts import button, label

if TYPE_CHECKING:
    from intake_assist.desktop.desk import Desk


class AboutDialog(QDialog):
    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("关于"))
        engine = getattr(desk.link.state if desk.link else None, "engine", "") or self.tr("还没有准备好")
        column = QVBoxLayout(self)
        step = unit(self.fontMetrics())
        column.setContentsMargins(6 * step, 5 * step, 6 * step, 4 * step)
        column.setSpacing(2 * step)
        column.addWidget(label(self.tr("智能收件辅助"), "huge"))
        lines = (
            self.tr("版本 {version}").format(version=__version__),
            self.tr("识别引擎：{engine}").format(engine=engine),
            self.tr("数据文件夹：{folder}").format(folder=desk.home),
            self.tr("全程不联网。只作提示，收不收、退不退由窗口人员决定。"),
            self.tr("按 Apache 2.0 许可发布；界面使用 Qt {version}（LGPL 3）。").format(version=qVersion()),
        )
        by = Qt.TextInteractionFlag
        for line in lines:
            words = label(line, wrap=True)
            words.setTextInteractionFlags(by.TextSelectableByKeyboard | by.TextSelectableByMouse)
            column.addWidget(words)
        column.addStretch(1)
        column.addWidget(button(self.tr("关闭"), self.close), 0, Qt.AlignmentFlag.AlignRight)
        open_at(self, 26, 16)
