"""Page image -> upright documents: orientation, deskew, several cards on a sheet, blanks, duplicates.

Pure functions on pictures (uint8, height x width x 3, BGR). The orientation model is passed in.
"""

from intake_assist.vision.blank import is_blank
from intake_assist.vision.fingerprint import fingerprint, near, same_text
from intake_assist.vision.ink import dark_ink, is_empty, without_red
from intake_assist.vision.process import Part, parted, prepare
from intake_assist.vision.red import is_red, red_places
from intake_assist.vision.sheet import split
from intake_assist.vision.turn import Classify
from intake_assist.vision.upright import Upright, make_upright

__all__ = [
    "Classify",
    "Part",
    "Upright",
    "dark_ink",
    "fingerprint",
    "is_blank",
    "is_empty",
    "is_red",
    "make_upright",
    "near",
    "parted",
    "prepare",
    "red_places",
    "same_text",
    "split",
    "without_red",
]
