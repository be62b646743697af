"""What people type: names of accounts, accounts of the operating system, passwords."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from intake_assist.store import OsAccount, passwords
from intake_assist.store.os_account import normal
from intake_assist.store.people import name_fault, name_key, title_fault

words = st.text(st.characters(codec=None), max_size=40)  # halves of characters, too


@given(words)
def test_a_key_is_its_own_key(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


@given(st.text("abcxyz0189._-", min_size=1, max_size=20))
def test_spellings_of_one_name_are_one(text: str) -> None:
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign.isascii() else sign for sign in text)
    assert name_key(text) == name_key(text.upper()) == name_key(wide) == name_key(f" {text} ")
    assert name_fault(text) is None


@given(words)
def test_a_good_name_has_a_key_and_no_controls(text: str) -> None:
    if title_fault(text) is None:
        assert text.encode("utf-8").decode("utf-8").isprintable()
    if name_fault(text) is None:
        assert name_key(text)
        assert text.isprintable()


@given(st.one_of(words, st.from_regex(r"[sS]-1-[0-9]{1,3}(-[0-9]{1,10}){1,4}", fullmatch=True)))
def test_an_account_of_the_system_is_normal_once(text: str) -> None:
    assert normal(normal(text)) == normal(text)
    assert normal(text.upper()) == normal(text.lower()) or not text.isascii()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("HALL\\Chen.Lan", "hall\\chen.lan"),
        ("ＨＡＬＬ\\chen lan ", "hall\\chen lan"),
        ("s-1-5-21-1-2-3-1010", "S-1-5-21-1-2-3-1010"),
        ("chenlan", "chenlan"),
        ("a\\b\\c", ""),
        ("\\chen", ""),
        ("hall\\", ""),
        ("", ""),
        ("a/b", ""),
    ],
)
def test_accounts_of_the_system(text: str, key: str) -> None:
    assert normal(text) == key


def test_the_number_comes_before_the_name() -> None:
    assert OsAccount("HALL\\Chen", "S-1-5-21-7").keys == ("S-1-5-21-7", "hall\\chen")
    assert OsAccount("").keys == ()


@given(words, words)
def test_a_password_is_good_or_told_why_not(password: str, name: str) -> None:
    told = passwords.weakness(password, name)
    assert told is None or told.endswith("。")


@pytest.fixture(scope="module", autouse=True)
def quick() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        patch.setattr(passwords, "_NOBODY", [])
        yield


@given(st.text(st.characters(codec=None), max_size=12))
def test_a_password_opens_and_another_does_not(password: str) -> None:
    digest = passwords.hashed(password)
    assert passwords.matches(digest, password)
    assert not passwords.matches(digest, password + "x")
    assert not passwords.outdated(digest)
