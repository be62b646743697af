"""Faults of a disk that need one of their own: ``python disks.py full|read-only FOLDER KEY``, with FOLDER a small
file system that nobody else uses. Prints what happened as JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from intake_assist.casework import Do, FieldRef, ReceivedFile
from intake_assist.casework.steps import FieldCorrected, FilesReceived
from intake_assist.store import Keys, Store, StoreError

ACTOR = "窗口甲"


def full(folder: Path, keys: Keys) -> dict[str, object]:
    """Entries and blobs until the disk is full, what is then said, and the same again once there is room."""
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(1_000_000))
    with Store.open(folder / "store", keys=keys) as store:
        case = store.new_case("m", "1", ACTOR)
        said = {"blob": _until_refused(store, case.id, 100_000)}
        said["entry"] = _until_refused(store, case.id, 0)
        said["backup"] = {"error": _refused(store.back_up)}
        kept = len(store.load(case.id).entries)
        ballast.unlink()
        store.append(case.id, Do(FieldCorrected(FieldRef("d", "f"), "有地方了")), ACTOR)
        store.put_blob(bytes(200_000))
        problem = store.verify().problem
    with Store.open(folder / "store", keys=keys) as store:
        entries = store.load(case.id).entries
        parts = [path.name for path in folder.rglob("*.part")]
        return {"said": said, "kept": kept, "entries": len(entries), "problem": problem, "parts": parts}


def _until_refused(store: Store, case_id: str, size: int) -> dict[str, object]:
    confirmed = len(store.load(case_id).entries)
    for number in range(confirmed + 1, 100_000):
        try:
            if size:
                sha = store.put_blob(number.to_bytes(4, "big") * size)
                store.append(case_id, Do(FilesReceived((ReceivedFile(number, "a", sha),))), ACTOR)
            else:
                store.append(case_id, Do(FieldCorrected(FieldRef("d", "f"), "长" * 3000)), ACTOR)
            confirmed += 1
        except StoreError as error:
            kept = len(store.load(case_id).entries)
            return {"error": type(error).__name__, "passing": error.passing, "lost": confirmed - kept}
    return {}


def read_only(folder: Path, keys: Keys) -> dict[str, object]:
    with Store.open(folder / "store", keys=keys) as store:
        case = store.new_case("m", "1", ACTOR)
    _remount(folder, "ro")
    said = {
        "blob": _refused(lambda: store.put_blob(b"x")),
        "open": _refused(lambda: Store.open(folder / "store", keys=keys).close()),
        "new": _refused(lambda: Store.open(folder / "another", keys=keys).close()),
    }
    _remount(folder, "rw")
    with Store.open(folder / "store", keys=keys) as store:
        store.append(case.id, Do(FieldCorrected(FieldRef("d", "f"), "x")), ACTOR)
        return {"said": said, "entries": len(store.load(case.id).entries), "problem": store.verify().problem}


def _refused(call: object) -> str | None:
    try:
        call()  # type: ignore[operator]
    except StoreError as error:
        return type(error).__name__
    return None


def _remount(folder: Path, mode: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{mode}", str(folder)], check=True)


if __name__ == "__main__":
    what = {"full": full, "read-only": read_only}[sys.argv[1]]
    print(json.dumps(what(Path(sys.argv[2]), Keys(bytes.fromhex(sys.argv[3])))))
