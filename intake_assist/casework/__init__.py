"""A case as the clerk works on it: steps that can be undone, the machine's results, and what they come to.

Pure data and functions; `store` keeps them, `desktop` shows them.
"""

from intake_assist.casework.copies import Copies, copies_among, with_copies
from intake_assist.casework.history import History
from intake_assist.casework.interim import interim
from intake_assist.casework.outcome import (
    BY_CLERK,
    Item,
    MaterialState,
    Outcome,
    answers_in_force,
    arranged,
    decided_again,
    finding_key,
    outcome,
    recipes,
)
from intake_assist.casework.results import Listing, Reading, Recipe
from intake_assist.casework.state import CaseState, state_after
from intake_assist.casework.steps import (
    UNSORTED,
    Do,
    FieldRef,
    ReceivedFile,
    Redo,
    Step,
    Together,
    Undo,
)

__all__ = [
    "BY_CLERK",
    "UNSORTED",
    "CaseState",
    "Copies",
    "Do",
    "FieldRef",
    "History",
    "Item",
    "Listing",
    "MaterialState",
    "Outcome",
    "Reading",
    "ReceivedFile",
    "Recipe",
    "Redo",
    "Step",
    "Together",
    "Undo",
    "answers_in_force",
    "arranged",
    "copies_among",
    "decided_again",
    "finding_key",
    "interim",
    "outcome",
    "recipes",
    "state_after",
    "with_copies",
]
