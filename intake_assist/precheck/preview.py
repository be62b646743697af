"""What is told of a kept file at once, by a process that neither recognises nor looks: its pages, and how they
appear before they are read."""

from __future__ import annotations

import io
from dataclasses import replace

from PIL import Image

from intake_assist import ingest
from intake_assist.ingest.sheet import Rejected
from intake_assist.model import Source
from intake_assist.precheck.task import ListKeptTask, NotNow, Opener, PreviewTask

_SIDE = 1300  # pixels; fills the middle of a window and is decoded and sent in a few hundredths of a second
_LIMITS = replace(ingest.DEFAULT_LIMITS, max_long_side=_SIDE, pdf_min_long_side=_SIDE)
_QUALITY = 80


def list_kept(opener: Opener, task: ListKeptTask) -> tuple[Source | Rejected, ...] | NotNow:
    """The pages of a kept file, or why there are none."""
    try:
        found = tuple(ingest.pages_in(task.file, taken(opener, task.blob, task.file)))
    except ingest.IngestError as error:
        return NotNow(error.message)
    later = (entry for entry in found if isinstance(entry, Rejected) and entry.retryable)
    return next((NotNow(entry.message) for entry in later), found)


def preview_kept(opener: Opener, task: PreviewTask) -> bytes:
    """The sheet as it lies in its file, as a small JPEG; nothing where there is nothing to be seen.

    Why something cannot be seen is told by who reads it.
    """
    try:
        sheet = ingest.load_from(task.source, taken(opener, task.blob, task.source.file), _LIMITS)
    except ingest.IngestError:
        return b""
    if sheet.image is None:
        return b""
    picture = Image.fromarray(sheet.image[..., ::-1])
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=_QUALITY)
    return data.getvalue()


def taken(opener: Opener, blob: str, file: str) -> bytes:
    """The bytes of a kept file. Raises IngestError, `retryable`, whatever the store says."""
    try:
        return opener(blob)
    except Exception as error:
        raise ingest.not_kept(file, getattr(error, "message", None)) from error
