"""Files and pictures from the outside as papers of a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

from intake_assist import ingest
from intake_assist.desktop.session import Paper

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Collected:
    """`refused` are file names with the reason why they were not taken."""

    papers: tuple[Paper, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


def collect(paths: Sequence[Path]) -> Collected:
    """The files named and those in folders named, in natural order. Blocks while they are read."""
    papers: list[Paper] = []
    refused: list[tuple[str, str]] = []
    for entry in ingest.expand(paths):
        name = Path(entry.file).name
        if isinstance(entry, ingest.Rejected):
            refused.append((name, entry.message))
            continue
        try:
            papers.append(Paper(name, entry.path.read_bytes()))
        except OSError:
            refused.append((name, translate("Words", "文件打不开，请检查权限。")))
    return Collected(tuple(papers), tuple(refused))


def paths_of(data: QMimeData | None) -> list[Path]:
    if data is None:  # a clipboard that nobody serves any more
        return []
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def has_papers(data: QMimeData) -> bool:
    return bool(paths_of(data)) or data.hasImage()


def picture_of(data: QMimeData | None, name: str) -> Paper | None:
    """A picture that was copied in another program, as PNG."""
    image = data.imageData() if data is not None else None
    if not isinstance(image, QImage) or image.isNull():
        return None
    raw = QByteArray()
    buffer = QBuffer(raw)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"png")).write(image):
        return None
    return Paper(f"{name}.png", bytes(raw.data()))
