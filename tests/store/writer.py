"""A program that writes until it is killed, run by test_faults: ``python writer.py FOLDER KEY [ADDRESS]``.

On each line it reads it forks a child that writes all it can in every way there is. Before and after each
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

from intake_assist.casework import Do, FieldRef, Listing, Reading, ReceivedFile, Recipe
from intake_assist.casework.steps import FieldCorrected, FilesReceived
from intake_assist.model import Page, Source
from intake_assist.store import CaseStatus, Keys, Store

ACTOR = "窗口甲"
SERVER = sys.argv[3] if len(sys.argv) > 3 else None


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
    say(case=case.id, status="asked")
    store.set_status(case.id, CaseStatus.ACCEPTED, ACTOR)
    say(case=case.id, status="accepted")
    if dice.random() < 0.3:
        say(case=case.id, forgetting=True)
        store.forget([case.id], ACTOR, "by_hand")
        say(case=case.id, forgotten=True)
    if dice.random() < 0.2 and not SERVER:
        store.back_up()


def main() -> None:
    folder, keys = Path(sys.argv[1]), Keys(bytes.fromhex(sys.argv[2]))
    for line in sys.stdin:
        if not hasattr(os, "fork"):
            write_for_ever(folder, keys, SERVER, int(line))
        child = os.fork()
        if child == 0:
            write_for_ever(folder, keys, SERVER, int(line))
        say(child=child)
        os.waitpid(child, 0)
        say(dead=child)


if __name__ == "__main__":
    main()
