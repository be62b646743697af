"""Text lines to documents: their kind and their fields. Pure."""

from intake_assist.reading.borne_out import CODES, TRIED
from intake_assist.reading.code_places import looks_at_codes
from intake_assist.reading.faces import Cut, cuts
from intake_assist.reading.fragments import as_printed, shreds_of_watermark, upright, watermarked
from intake_assist.reading.look import Look
from intake_assist.reading.overlay import overlaid
from intake_assist.reading.reader import PageReader, documents_of, read, read_page
from intake_assist.reading.second_look import wanted_looks
from intake_assist.reading.sign_places import SignPlace, sign_places
from intake_assist.reading.ticks import BoxSeen, with_boxes

__all__ = [
    "CODES",
    "TRIED",
    "BoxSeen",
    "Cut",
    "Look",
    "PageReader",
    "SignPlace",
    "as_printed",
    "cuts",
    "documents_of",
    "looks_at_codes",
    "overlaid",
    "read",
    "read_page",
    "shreds_of_watermark",
    "sign_places",
    "upright",
    "wanted_looks",
    "watermarked",
    "with_boxes",
]
