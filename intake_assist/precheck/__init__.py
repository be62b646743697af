"""The whole way for one case: files to pages, pages to documents, documents against the checklist.

`read` and `check` block until the last page is done and tell their progress; a `Reader` holds the recognition
worker and is used again for the next case, since starting it takes seconds. Nothing here raises for a bad
file: it becomes a page with a `problem`, and the rest goes on.
"""

from intake_assist.precheck.case import ReadResult, check, judged, read
from intake_assist.precheck.reader import Progress, Reader

__all__ = ["Progress", "ReadResult", "Reader", "check", "judged", "read"]
