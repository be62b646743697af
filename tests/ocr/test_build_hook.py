"""The build hook, against distributions laid out in a temporary folder."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("hatchling")
HOOK = Path(__file__).parents[2] / "packaging" / "build_hook.py"
CONTENT = b"weights"


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_hook", HOOK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def root(tmp_path: Path, hook: ModuleType) -> Path:
    """A source tree whose table asks for one file of the distribution `carrier` 1.0."""
    entry = {
        "source": "carrier/a.onnx",
        "target": "M/inference.onnx",
        "sha256": hashlib.sha256(CONTENT).hexdigest(),
    }
    table = tmp_path / "tree" / hook.TABLE
    table.parent.mkdir(parents=True)
    table.write_text(
        json.dumps({"distribution": "carrier", "version": "1.0", "files": [entry]}), encoding="utf-8"
    )
    return tmp_path / "tree"


def install(place: Path, version: str, content: bytes | None) -> None:
    """Lay out a distribution whose package cannot be imported: the hook must not try."""
    info = place / f"carrier-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: carrier\nVersion: {version}\n", encoding="utf-8"
    )
    (place / "carrier").mkdir()
    (place / "carrier" / "__init__.py").write_text("raise SystemExit", encoding="utf-8")
    if content is not None:
        (place / "carrier" / "a.onnx").write_bytes(content)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    return tmp_path / "site"


def test_files_are_copied_renamed(hook: ModuleType, root: Path, site: Path) -> None:
    install(site, "1.0", CONTENT)
    hook.copy_weights(root)
    assert (root / hook.MODELS / "M" / "inference.onnx").read_bytes() == CONTENT


def test_a_tree_that_has_them_needs_no_distribution(hook: ModuleType, root: Path) -> None:
    target = root / hook.MODELS / "M" / "inference.onnx"
    target.parent.mkdir(parents=True)
    target.write_bytes(CONTENT)
    hook.copy_weights(root)


@pytest.mark.parametrize(
    ("version", "content", "message"),
    [("2.0", CONTENT, "need carrier==1.0"), ("1.0", b"other", "another SHA-256"), ("1.0", None, "lacks")],
)
def test_a_wrong_distribution_stops_the_build(
    hook: ModuleType, root: Path, site: Path, version: str, content: bytes | None, message: str
) -> None:
    install(site, version, content)
    with pytest.raises(hook.WeightsError, match=message):
        hook.copy_weights(root)
    assert not (root / hook.MODELS / "M" / "inference.onnx").exists()


def test_an_absent_distribution_stops_the_build(hook: ModuleType, root: Path) -> None:
    with pytest.raises(hook.WeightsError, match="pip install"):
        hook.copy_weights(root)
