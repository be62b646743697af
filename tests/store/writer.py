"""A program that writes until it is killed, run by test_faults: ``python writer.py WHAT FOLDER KEY [ADDRESS]``.

WHAT is cases, in every way there is; opening, stores made anew again and again; or restoring, one backup.

On each line it reads it forks a child that does so. Before and after each
call the child says so in one line of JSON, so that the test knows what was asked for and what was confirmed.
Where processes cannot fork, it writes itself and is started anew each time.
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path
from typing import Any

import building

from intake_assist.casework import Do, FieldRef, Listing, Reading, ReceivedFile, Recipe
from intake_assist.casework.steps import FieldCorrected, FilesReceived
from intake_assist.model import Page, Source
from intake_assist.store import CaseStatus, Event, Keys, Store, WrittenNotice, backups, restore

ACTOR = "窗口甲"
SERIES = "20261122-03"
SERVER = sys.argv[4] if len(sys.argv) > 4 else None


def say(**words: Any) -> None:
    os.write(1, (json.dumps(words) + "\n").encode("utf-8"))


def write_for_ever(folder: Path, keys: Keys, url: str | None, seed: int) -> None:
    dice = random.Random(seed)
    with Store.open(folder, url=url, keys=keys) as store:
        say(ready=True)
        while True:
            write_a_case(store, dice)


def write_a_case(store: Store, dice: random.Random) -> None:
    case = store.new_case("m", "1", ACTOR)
    say(case=case.id, number=case.number)
    for at in range(dice.randint(1, 6)):
        data = dice.randbytes(dice.choice((10, 5_000, 200_000)))
        sha = store.put_blob(data)
        say(case=case.id, blob=sha)
        store.append(case.id, Do(FilesReceived((ReceivedFile(at + 1, "a.jpg", sha),))), ACTOR)
        say(case=case.id, entry=2 * at + 1)
        store.append(case.id, Do(FieldCorrected(FieldRef("d", "f"), str(at))), ACTOR)
        say(case=case.id, entry=2 * at + 2)
        store.keep_listing(case.id, Listing(f"{at}", (1,)))
        reading = Reading(Recipe(f"{at}#1"), (Page(Source(f"{at}")),), (sha,), "e")
        store.keep_reading(case.id, reading)
        say(case=case.id, readings=at + 1)
    say_more(store, case.id, dice)
    say(case=case.id, status="asked")
    store.set_status(case.id, CaseStatus.ACCEPTED, ACTOR)
    say(case=case.id, status="accepted")
    if dice.random() < 0.3:
        say(case=case.id, forgetting=True)
        store.forget([case.id], ACTOR, "by_hand")
        say(case=case.id, forgotten=True)
    if dice.random() < 0.05:
        store.care()
    if dice.random() < 0.15 and not SERVER:
        store.back_up()


def say_more(store: Store, case_id: str, dice: random.Random) -> None:
    """What is written less often."""
    store.keep_outcome(case_id, building.found(building.licence()), "e", building.kinds())
    say(case=case_id, outcome=True)
    for _ in range(dice.randint(0, 2)):
        notice = store.issue_notice(case_id, SERIES, written, ACTOR)
        say(case=case_id, notice=notice.number)
    store.hold(case_id, ACTOR, "行政复议")
    store.reveal(case_id, ACTOR, "核对")
    store.record(Event.PRINTED, ACTOR, case_id)
    store.set_retention("m", dice.randint(1000, 9000), ACTOR)
    store.hold(case_id, ACTOR, None)


def written(number: int) -> WrittenNotice:
    text = f"{SERIES}-{number:04d}"
    return WrittenNotice(text, text.encode(), b"", os.urandom(20_000))


def open_for_ever(folder: Path, keys: Keys, _url: str | None, seed: int) -> None:
    """Each in a folder of its own; the last is where it was killed."""
    say(ready=True)
    for number in range(1000):
        place = folder / f"{seed}-{number}"
        with Store.open(place, url=None, keys=keys) as store:
            case = store.new_case("m", "1", ACTOR)
        say(case=case.id, number=case.number, folder=place.name)


def restore_for_ever(folder: Path, keys: Keys, _url: str | None, _seed: int) -> None:
    say(ready=True)
    for _ in range(1000):
        restore(folder, backups(folder)[-1], ACTOR, keys=keys).close()
        say(case="restored")


def main() -> None:
    work = {"cases": write_for_ever, "opening": open_for_ever, "restoring": restore_for_ever}[sys.argv[1]]
    folder, keys = Path(sys.argv[2]), Keys(bytes.fromhex(sys.argv[3]))
    building.kinds()
    for line in sys.stdin:
        if not hasattr(os, "fork"):
            work(folder, keys, SERVER, int(line))
        child = os.fork()
        if child == 0:
            work(folder, keys, SERVER, int(line))
        say(child=child)
        os.waitpid(child, 0)
        say(dead=child)


if __name__ == "__main__":
    main()
