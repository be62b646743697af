"""Text lines to documents: their kind and their fields. Pure."""

from intake_assist.reading.reader import read, read_page
from intake_assist.reading.second_look import Look, overlaid, wanted_looks

__all__ = ["Look", "overlaid", "read", "read_page", "wanted_looks"]
