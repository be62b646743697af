"""The whole way for one case: files to pages, pages to documents, documents against the checklist.

`read` and `check` block until the last page is done and tell their progress; a `Reader` holds the recognition
worker and is used again for the next case, since starting it takes seconds. Nothing here raises for a bad
file: it becomes a page with a `problem`, and the rest goes on. For a window there is `precheck.live`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from intake_assist.precheck.case import ReadResult, check, judged, read
    from intake_assist.precheck.reader import Progress, Reader

__all__ = ["Progress", "ReadResult", "Reader", "check", "judged", "read"]


def __getattr__(name: str) -> Any:
    """These load every decoder there is; a window, which needs `live` alone, must not wait for them."""
    if name in ("Progress", "Reader"):
        from intake_assist.precheck import reader

        return getattr(reader, name)
    if name in __all__:
        from intake_assist.precheck import case

        return getattr(case, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
