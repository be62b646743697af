"""How much of a file is accepted. All limits are there to keep an old office PC usable."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for reading files; the defaults suit a 4-core PC with 8 GB.

    `max_pixels` is checked against the size that the header declares, before anything is decoded. Pictures
    whose long side is over `max_long_side` are reduced; the result's long side is then between 90 % and
    100 % of it (a picture at most 10 % larger than wanted by the decoder's own halving is left alone).
    A file of more than `max_pages` pages is read up to there; one of more than `max_document_pages` is a
    mistake and not read at all. `settle_seconds`: a broken file written to so recently may be still on its
    way, the error is marked as worth another try.
    """

    max_file_bytes: int = 200 * MB
    max_pixels: int = 120_000_000
    max_long_side: int = 4096
    max_pages: int = 300
    max_document_pages: int = 2000
    pdf_dpi: float = 200.0
    pdf_min_long_side: int = 1600
    max_workbook_bytes: int = 40 * MB
    max_cells: int = 200_000
    max_files: int = 5000
    max_depth: int = 32
    settle_seconds: float = 3.0


DEFAULT_LIMITS = Limits()
