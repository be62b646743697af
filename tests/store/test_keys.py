"""The key: made once, kept by the machine, brought back by the printed text."""

from __future__ import annotations

import json
import os
import pickle
from pathlib import Path

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend

from intake_assist.store import KeyMissingError, Keys, Store, WrongKeyError, adopt

from .building import CLERK, corrected, opened


class Vault(KeyringBackend):
    """A vault as an operating system has one, in memory."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def vault(monkeypatch: pytest.MonkeyPatch) -> Vault:
    vault = Vault()
    monkeypatch.setattr(keyring, "get_keyring", lambda: vault)
    return vault


def key_files(folder: Path) -> list[Path]:
    return list(folder.glob("*.key"))


def test_the_vault_of_the_operating_system_keeps_the_key(folder: Path, vault: Vault) -> None:
    with Store.open(folder) as store:
        case, recovery = opened(store), store.recovery_key
        assert store.key_location == "操作系统的凭据库"
    assert not key_files(folder)
    assert len(vault.kept) == 1
    with Store.open(folder) as store:
        assert store.header(case.id).number == case.number
        assert store.recovery_key == recovery


def test_without_a_vault_the_key_is_a_private_file_and_the_store_says_so(folder: Path) -> None:
    with Store.open(folder) as store:
        case = opened(store)
        assert "没有可用的凭据库" in store.key_location
    (file,) = key_files(folder)
    if os.name != "nt":
        assert file.stat().st_mode & 0o777 == 0o600
    with Store.open(folder) as store:
        assert store.header(case.id).number == case.number


def test_a_lost_key_is_said_clearly_and_the_recovery_key_opens_the_store(folder: Path, vault: Vault) -> None:
    with Store.open(folder) as store:
        case, recovery = opened(store), store.recovery_key
        store.append(case.id, corrected("某某公司"), CLERK)
    vault.kept.clear()
    with pytest.raises(KeyMissingError, match="恢复密钥"):
        Store.open(folder)
    with Store.open(folder, keys=Keys.from_recovery(recovery)) as store:
        assert store.load(case.id).entries == (corrected("某某公司"),)
    adopt(folder, Keys.from_recovery(recovery))
    with Store.open(folder) as store:
        assert store.load(case.id).entries == (corrected("某某公司"),)


def test_a_vault_that_takes_nothing_is_not_relied_on(
    folder: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "set_password", lambda *_: None)
    with Store.open(folder) as store:
        assert "没有可用的凭据库" in store.key_location
    Store.open(folder).close()
    assert len(key_files(folder)) == 1


def test_a_vault_that_does_not_open_is_said(
    folder: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store.open(folder).close()

    def locked(*_: str) -> str:
        raise OSError("locked")

    monkeypatch.setattr(vault, "get_password", locked)
    with pytest.raises(KeyMissingError, match="凭据库打不开"):
        Store.open(folder)


def test_a_key_file_that_is_damaged_is_a_lost_key(folder: Path) -> None:
    Store.open(folder).close()
    key_files(folder)[0].write_text("not a key", encoding="ascii")
    with pytest.raises(KeyMissingError):
        Store.open(folder)


def test_the_key_of_another_store_is_refused(folder: Path, keys: Keys) -> None:
    Store.open(folder, keys=keys).close()
    with pytest.raises(WrongKeyError, match="不是这份数据的"):
        Store.open(folder, keys=Keys.generate())
    with pytest.raises(WrongKeyError):
        adopt(folder, Keys.generate())
    Store.open(folder, keys=keys).close()


@pytest.mark.parametrize(
    "damage", [None, "", "{}", "[1]", '{"id": 5, "check": 6}', '{"id": "../x", "check": ""}']
)
def test_data_are_never_given_a_new_key(folder: Path, keys: Keys, damage: str | None) -> None:
    Store.open(folder, keys=keys).close()
    description = folder / "store.json"
    whole = description.read_text(encoding="utf-8")
    if damage is None:
        description.unlink()
    else:
        description.write_text(damage, encoding="utf-8")
    with pytest.raises(KeyMissingError, match=r"store\.json"):
        Store.open(folder, keys=keys)
    description.write_text(whole, encoding="utf-8")
    Store.open(folder, keys=keys).close()


def test_of_two_that_make_the_store_at_once_both_have_the_key_that_counts(folder: Path) -> None:
    """The second finds the description only when it wants to write its own."""
    from intake_assist.store import keys as module

    folder.mkdir()
    first = module._new(folder, None)
    second = module._new(folder, None)
    assert second.master == first.master
    assert len(key_files(folder)) == 1


def test_the_key_shows_nowhere(keys: Keys, folder: Path) -> None:
    assert keys.master.hex() not in repr(keys)
    assert repr(keys.master) not in repr(keys)
    with Store.open(folder, keys=keys) as store:
        opener = store.blob_opener()
    assert keys.master not in pickle.dumps(opener)
    assert "\\x" not in repr(opener)
    assert keys.master.hex() not in json.loads((folder / "store.json").read_text(encoding="utf-8"))["check"]


@given(st.binary(min_size=32, max_size=32))
def test_the_printed_text_gives_the_key_back(master: bytes) -> None:
    text = Keys(master).recovery
    assert Keys.from_recovery(text).master == master
    assert Keys.from_recovery(text.lower().replace("-", " ")).master == master
    assert Keys.from_recovery(text.replace("0", "O").replace("1", "l")).master == master
    assert len(text.split("-")) == 14


@given(st.integers(0, 55), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_a_wrong_character_is_noticed(at: int, char: str) -> None:
    plain = Keys(bytes(range(32))).recovery.replace("-", "")
    if plain[at] == char:
        return
    with pytest.raises(WrongKeyError, match="逐组核对"):
        Keys.from_recovery(plain[:at] + char + plain[at + 1 :])


@given(st.text(max_size=80))
def test_any_text_is_a_key_or_refused_in_words(text: str) -> None:
    with pytest.raises(WrongKeyError):
        Keys.from_recovery(text)
