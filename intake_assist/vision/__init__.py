"""Page image -> upright documents: orientation, deskew, several cards on a sheet, blanks, duplicates,
and what spoils a page.

Pure functions on pictures (uint8, height x width x 3, BGR). The orientation model is passed in.
"""

from intake_assist.vision.blank import is_blank
from intake_assist.vision.by_hand import prepare_as_told, upright
from intake_assist.vision.codes import read_codes
from intake_assist.vision.encoding import encoded
from intake_assist.vision.fingerprint import fingerprint, near, same_text
from intake_assist.vision.ink import black_ink, dark_ink, is_empty, shows_print, without_blue, without_red
from intake_assist.vision.large_words import large_words
from intake_assist.vision.overprint import Overprint, overprint
from intake_assist.vision.pen import Writing, writing_at
from intake_assist.vision.photo import squared
from intake_assist.vision.process import Part, parted, prepare
from intake_assist.vision.quality import quality_marks, screen_marks
from intake_assist.vision.red import blue_places, is_blue, is_red, red_places
from intake_assist.vision.seals_ink import is_colourless
from intake_assist.vision.sheet import split
from intake_assist.vision.specks import without_specks
from intake_assist.vision.strike import struck
from intake_assist.vision.ticks import TickBox, tick_boxes
from intake_assist.vision.turn import Classify
from intake_assist.vision.upright import Upright, make_upright

__all__ = [
    "Classify",
    "Overprint",
    "Part",
    "TickBox",
    "Upright",
    "Writing",
    "black_ink",
    "blue_places",
    "dark_ink",
    "encoded",
    "fingerprint",
    "is_blank",
    "is_blue",
    "is_colourless",
    "is_empty",
    "is_red",
    "large_words",
    "make_upright",
    "near",
    "overprint",
    "parted",
    "prepare",
    "prepare_as_told",
    "quality_marks",
    "read_codes",
    "red_places",
    "same_text",
    "screen_marks",
    "shows_print",
    "split",
    "squared",
    "struck",
    "tick_boxes",
    "upright",
    "without_blue",
    "without_red",
    "without_specks",
    "writing_at",
]
