"""Which places of a case deserve another look before the clerk hears that papers disagree. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from intake_assist.model import EMPTY, Box, Finding, Page, Severity, State


def disputed(
    findings: Iterable[Finding], pages: Iterable[Page], known: Mapping[str, tuple[Box, ...]] = EMPTY
) -> Mapping[str, tuple[Box, ...]]:
    """The places (pixels of the upright page, by the page's id) of values that findings hold against one another.

    Those already looked at closely (`known`) are left out. Pages without lines of text (worksheets) have none.
    """
    read = {page.id for page in pages if page.lines}
    places: dict[str, dict[Box, None]] = {}
    for finding in findings:
        shown = [evidence for evidence in finding.evidence if evidence.box is not None]
        open_ = finding.state is not State.PASS and finding.severity is not Severity.INFO
        if not open_ or finding.field is None or len(shown) < 2:
            continue
        for evidence in shown:
            box = evidence.box
            if evidence.page in read and box is not None and not _among(box, known.get(evidence.page, ())):
                places.setdefault(evidence.page, {})[box] = None
    return {page: tuple(boxes) for page, boxes in places.items()}


def _among(box: Box, known: tuple[Box, ...]) -> bool:
    """Another reading of a place may move its edges a little."""
    return any(box.contains(other, 0.5) or other.contains(box, 0.5) for other in known)
