"""Which places of a case deserve another look before the clerk hears that papers disagree. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from intake_assist.model import EMPTY, Box, Finding, Page, Severity, State
from intake_assist.precheck.agreed import Expected


def disputed(
    findings: Iterable[Finding],
    pages: Iterable[Page],
    known: Mapping[str, tuple[Box, ...]] = EMPTY,
    wanted: Mapping[str, tuple[Expected, ...]] = EMPTY,
) -> Mapping[str, tuple[Box, ...]]:
    """The places (pixels of the upright page, by the page's id) of values that findings hold against one another,
    and those at which other names than were read are `wanted`.

    Those already looked at closely (`known`) are left out. Pages without lines of text (worksheets) have none.
    """
    read = {page.id for page in pages if page.lines}
    places: dict[str, dict[Box, None]] = {
        page: dict.fromkeys(each.box for each in names) for page, names in wanted.items() if page in read
    }
    for finding in findings:
        open_ = finding.state is not State.PASS and finding.severity is not Severity.INFO
        if not open_ or finding.field is None:
            continue
        for page, box in finding.compared:
            if page in read and not _among(box, known.get(page, ())):
                places.setdefault(page, {})[box] = None
    return {page: tuple(boxes) for page, boxes in places.items()}


def _among(box: Box, known: tuple[Box, ...]) -> bool:
    """Another reading of a place may move its edges a little."""
    return any(box.shares_place(other) for other in known)
