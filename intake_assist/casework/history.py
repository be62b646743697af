"""A case's history: everything that was done, undone and done again, in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from intake_assist.casework.steps import Do, Redo, Step, Undo


@dataclass(frozen=True, slots=True)
class History:
    """`steps` are in force; `undone` can be done again, the next one last. A new step forgets them."""

    steps: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[Do | Undo | Redo]) -> History:
        history = cls()
        for entry in entries:
            history = history.after(entry)
        return history

    def after(self, entry: Do | Undo | Redo) -> History:
        """An `Undo` or `Redo` for which there is nothing changes nothing."""
        match entry:
            case Do(did):
                return History((*self.steps, did))
            case Undo() if self.steps:
                return History(self.steps[:-1], (*self.undone, self.steps[-1]))
            case Redo() if self.undone:
                return History((*self.steps, self.undone[-1]), self.undone[:-1])
        return self
