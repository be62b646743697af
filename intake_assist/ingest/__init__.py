"""Files and folders in, pages out: pictures as BGR arrays, worksheets as rows of text.

    for file in expand(paths):           # SourceFile | Rejected
        for page in pages(file):         # Source | Rejected, cheap
            sheet = load(page, file.path)    # Sheet, one page decoded; raises IngestError

``pages`` gives picklable sources, ``load`` may run in another process. ``sheets(file)`` does both in one.
``pages_in`` and ``load_from`` are the same for files of which only the bytes are at hand.
"""

from intake_assist.ingest.errors import IngestError
from intake_assist.ingest.kinds import Kind
from intake_assist.ingest.limits import DEFAULT_LIMITS, Limits
from intake_assist.ingest.paths import long_path
from intake_assist.ingest.reader import count, expand, load, load_from, not_kept, pages, pages_in, sheets
from intake_assist.ingest.sheet import Rejected, Sheet, SourceFile

__all__ = [
    "DEFAULT_LIMITS",
    "IngestError",
    "Kind",
    "Limits",
    "Rejected",
    "Sheet",
    "SourceFile",
    "count",
    "expand",
    "load",
    "load_from",
    "long_path",
    "not_kept",
    "pages",
    "pages_in",
    "sheets",
]
