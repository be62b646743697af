"""The store a command works with, opened by somebody who may."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from intake_assist.cli.outcome import WrongUseError
from intake_assist.store import (
    Actor,
    Claim,
    Credentials,
    Store,
    StoreError,
    default_address,
    default_folder,
    holds_store,
    os_account,
)

Home = Annotated[
    Path | None,
    typer.Option(
        "--home", metavar="文件夹", envvar="INTAKE_ASSIST_HOME", help="数据所在的文件夹，默认是本机用户的"
    ),
]


@contextmanager
def opened(home: Path | None, *, new: bool = False) -> Iterator[Store]:
    """The store, with somebody at its seat where there are accounts: the one that this account of the operating
    system belongs to, else whoever types a name and a password. `new`: there need be no store yet."""
    folder = home_store(home) if new else store_folder(home)
    with speaking(), Store.open(folder, url=default_address()) as store:
        if not store.gate.in_use():
            yield store
            return
        here = os_account()
        person = store.gate.sign_in(here if store.gate.account_of(here) else typed_credentials())
        try:
            yield store
        finally:
            store.gate.sign_out(person, "ended")


def acting(store: Store) -> Actor:
    """Who gives the command."""
    return store.gate.seat or os_account().name


@contextmanager
def speaking() -> Iterator[None]:
    """What the store refuses is told as wrong use of the command."""
    try:
        yield
    except StoreError as error:
        raise WrongUseError(error.message) from error


def home_store(home: Path | None) -> Path:
    return default_folder(home)


def store_folder(home: Path | None) -> Path:
    """The store's folder, in which there must be something: looking makes no new store."""
    folder = home_store(home)
    with speaking():
        there = holds_store(folder)
    if not there:
        raise WrongUseError(
            f"这里还没有保存过收件：{folder}。"
            "请核对 --home 和环境变量 INTAKE_ASSIST_HOME、INTAKE_ASSIST_STORE；窗口程序第一次打开时才建立。"
        )
    return folder


def typed_credentials() -> Claim:
    return Credentials(asked("账号"), asked("密码", hidden=True))


def new_password() -> str:
    """Typed twice where it cannot be seen."""
    first = asked("新密码", hidden=True)
    if asked("再输一次", hidden=True) != first:
        raise WrongUseError("两次输入的密码不一样，没有改。")
    return first


def asked(what: str, *, hidden: bool = False) -> str:
    """A line from the terminal, or from what is piped in. Raises WrongUseError when nothing comes."""
    prompt = f"{what}："
    if hidden and sys.stdin.isatty():
        return getpass.getpass(prompt, stream=sys.stderr)
    print(prompt, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise WrongUseError(f"要输入{what}，这里没有输入。请在终端窗口里运行。")
    return line.rstrip("\r\n")
