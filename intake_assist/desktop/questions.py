"""The questions of a matter: what the clerk knows about the applicant. An answer counts at once."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake_assist.casework import answers_in_force
from intake_assist.checklist.models import MatterSpec, Question
from intake_assist.desktop.measures import unit
from intake_assist.desktop.parts import Choice, Tick, label


class QuestionsForm(QWidget):
    """`answered` carries the id of a question and its new answer."""

    answered = Signal(str, object)

    def __init__(self, matter: MatterSpec) -> None:
        super().__init__()
        self._matter = matter
        self._filling = False
        self._inputs: dict[str, Choice | Tick] = {}
        column = QVBoxLayout(self)
        step = unit(self.fontMetrics())
        column.setContentsMargins(3 * step, step, 3 * step, 2 * step)
        column.setSpacing(step)
        for question in matter.questions:
            self._add(question, column)

    def show_answers(self, given: Mapping[str, str | bool]) -> None:
        """Show the answers in force, those by default too."""
        self._filling = True
        for name, answer in answers_in_force(self._matter, given).items():
            widget = self._inputs[name]
            if isinstance(widget, Choice):
                widget.setCurrentIndex(widget.findData(answer))
            else:
                widget.setChecked(bool(answer))
        self._filling = False

    def summary(self) -> str:
        """The answers in a few words: what was chosen, and what is true."""
        chosen = [w.currentText() for w in self._inputs.values() if isinstance(w, Choice)]
        true = [w.words.text() for w in self._inputs.values() if isinstance(w, Tick) and w.isChecked()]
        return " · ".join([*chosen, *true])

    def _add(self, question: Question, column: QVBoxLayout) -> None:
        if question.type == "yes_no":
            box = Tick(question.title)
            box.toggled.connect(lambda value: self._tell(question.id, value))
            self._inputs[question.id] = box
            column.addLayout(box.row)
            return
        choice = Choice(question.title)
        for option in question.options:
            choice.addItem(option.title or option.value, option.value)
        choice.currentIndexChanged.connect(lambda at: self._tell(question.id, choice.itemData(at)))
        self._inputs[question.id] = choice
        column.addWidget(label(question.title, "dim", wrap=True))
        column.addWidget(choice)

    def _tell(self, question: str, answer: object) -> None:
        if not self._filling:
            self.answered.emit(question, answer)
