"""Text lines to documents: their kind and their fields. Pure."""

from intake_assist.reading.faces import Cut, cuts
from intake_assist.reading.reader import PageReader, documents_of, read, read_page
from intake_assist.reading.second_look import Look, overlaid, wanted_looks

__all__ = ["Cut", "Look", "PageReader", "cuts", "documents_of", "overlaid", "read", "read_page", "wanted_looks"]
