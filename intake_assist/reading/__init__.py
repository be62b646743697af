"""Text lines to documents: their kind and their fields. Pure."""

from intake_assist.reading.faces import Cut, cuts
from intake_assist.reading.reader import PageReader, documents_of, read, read_page
from intake_assist.reading.second_look import Look, overlaid, wanted_looks
from intake_assist.reading.sign_places import SignPlace, sign_places
from intake_assist.reading.ticks import BoxSeen, with_boxes

__all__ = [
    "BoxSeen",
    "Cut",
    "Look",
    "PageReader",
    "SignPlace",
    "cuts",
    "documents_of",
    "overlaid",
    "read",
    "read_page",
    "sign_places",
    "wanted_looks",
    "with_boxes",
]
