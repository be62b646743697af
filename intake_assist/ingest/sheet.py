"""What this package hands out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from intake_assist.ingest.errors import IngestError
from intake_assist.ingest.kinds import Kind
from intake_assist.model import QualityMark, Source


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that can be read. `file` is the path as the user gave it, `path` the absolute one."""

    file: str
    path: Path
    kind: Kind


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file, or one page of it when `page` is given, that is not read, and why. Picklable."""

    file: str
    message: str
    code: str
    page: int | None = None
    retryable: bool = False

    @property
    def source(self) -> Source:
        return Source(self.file, self.page or 1)

    @classmethod
    def of(cls, error: IngestError, file: str, page: int | None = None) -> Rejected:
        return cls(file, error.message, error.code, page, error.retryable)


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One page of a file, either as a picture or as a table.

    `image` is BGR uint8 of shape (height, width, 3), upright as far as the file's own orientation tag tells;
    None for tables. `cells` holds the rows of a worksheet as text, all of one length; None for pictures.
    `dpi` is that of `image`, None where it is not known or not credible. `digital_signatures` says what the
    file's signature entries claim; nothing is verified. `quality` are doubts about the file itself.
    """

    source: Source
    image: NDArray[np.uint8] | None = None
    cells: tuple[tuple[str, ...], ...] | None = None
    dpi: float | None = None
    digital_signatures: tuple[str, ...] = ()
    quality: tuple[QualityMark, ...] = ()
