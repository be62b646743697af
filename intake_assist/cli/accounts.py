"""``account``: who may work with the kept cases."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from intake_assist.cli.at_store import Home, acting, asked, new_password, opened, speaking, store_folder
from intake_assist.cli.outcome import WrongUseError
from intake_assist.cli.output import print_json, results
from intake_assist.cli.wording import Command, Group
from intake_assist.store import ROLE_TITLES, Account, Role, Store, default_address, os_account

accounts = typer.Typer(cls=Group, help="账号：谁可以用保存的收件，可以做什么", subcommand_metavar="命令 ...")

AsJson = Annotated[
    bool, typer.Option("--json", metavar="", help="在标准输出打印 JSON（UTF-8），供其他程序使用")
]
Name = Annotated[str, typer.Argument(metavar="账号", help="登录用的名字，审计记录里也用它")]
Roles = Annotated[
    list[Role] | None,
    typer.Option(
        "--role", metavar="角色", help="clerk 办事员、supervisor 主管、administrator 管理员；可写多次"
    ),
]
Title = Annotated[str | None, typer.Option("--title", metavar="姓名", help="显示用的姓名，默认同账号")]
Windows = Annotated[
    str | None,
    typer.Option("--windows", metavar="域\\用户", help="这个 Windows 账号登录后不用再登录；也可以写 SID"),
]
Here = Annotated[
    bool, typer.Option("--here", metavar="", help="用现在登录这台电脑的账号（程序向操作系统查，不用填写）")
]


@accounts.command("list", cls=Command, options_metavar="[选项]")
def list_accounts(as_json: AsJson = False, home: Home = None) -> None:
    """列出账号、角色和状态。"""
    with opened(home) as store:
        found = store.gate.accounts(acting(store)) if store.gate.in_use() else ()
    if as_json:
        print_json({"accounts": [_plain(account) for account in found]})
    elif not found:
        results().print(
            "还没有账号：使用这台电脑的人可以做全部操作，不用登录。", markup=False, soft_wrap=True
        )
    else:
        _show(found)


@accounts.command(cls=Command, options_metavar="[选项]")
def add(
    name: Name,
    role: Roles = None,
    title: Title = None,
    windows: Windows = None,
    here: Here = False,
    with_password: Annotated[
        bool, typer.Option("--password", metavar="", help="有 Windows 账号的也设一个密码，锁屏后要输入")
    ] = False,
    home: Home = None,
) -> None:
    """新建账号。第一个必须是管理员；从那以后，使用程序都要登录。密码在这里输入两次，本人第一次登录时要改掉。"""
    with opened(home, new=True) as store:
        os_name = _os_name(windows, here)
        password = None if os_name and not with_password else new_password()
        store.gate.add(
            acting(store), name, set(role or ()), title=title or "", password=password, os_name=os_name or ""
        )
    results().print(f"已新建账号“{name}”。", markup=False)


@accounts.command(cls=Command, options_metavar="[选项]")
def change(
    name: Name,
    role: Roles = None,
    title: Title = None,
    windows: Windows = None,
    here: Here = False,
    no_windows: Annotated[bool, typer.Option("--no-windows", metavar="", help="去掉 Windows 账号")] = False,
    home: Home = None,
) -> None:
    """改角色、姓名或 Windows 账号；不写的不变。"""
    os_name = "" if no_windows else _os_name(windows, here)
    if role is None and title is None and os_name is None:
        raise WrongUseError("请写明要改什么：--role、--title、--windows、--here 或 --no-windows。")
    with opened(home) as store:
        store.gate.change(
            acting(store), name, title=title, roles=set(role) if role else None, os_name=os_name
        )
    results().print(f"已修改账号“{name}”。", markup=False)


@accounts.command(cls=Command, options_metavar="[选项]")
def disable(name: Name, home: Home = None) -> None:
    """停用账号。账号不能删除：审计记录里有它。"""
    with opened(home) as store:
        store.gate.disable(acting(store), name)
    results().print(f"已停用账号“{name}”。", markup=False)


@accounts.command(cls=Command, options_metavar="[选项]")
def enable(name: Name, home: Home = None) -> None:
    """重新启用账号，也解除因密码错误的锁定。"""
    with opened(home) as store:
        store.gate.enable(acting(store), name)
    results().print(f"已启用账号“{name}”。", markup=False)


@accounts.command(cls=Command, options_metavar="[选项]")
def password(
    name: Annotated[str | None, typer.Argument(metavar="账号", help="默认改自己的")] = None,
    home: Home = None,
) -> None:
    """修改自己的密码；管理员可以给别人重设，本人下次登录时要改掉。"""
    with opened(home) as store:
        seat = store.gate.seat
        if seat is not None and name in (None, seat.name):
            old = asked("现在的密码", hidden=True) if seat.has_password else ""
            store.gate.change_password(seat, old, new_password())
        else:
            store.gate.set_password(acting(store), _known(store, name), new_password())
    results().print("已修改密码。", markup=False)


@accounts.command(cls=Command, options_metavar="[选项]")
def rescue(name: Name, home: Home = None) -> None:
    """没有一个管理员能登录了：输入打印的恢复密钥，给一个管理员账号重设密码。"""
    with speaking(), Store.open(store_folder(home), url=default_address()) as store:
        store.gate.rescue(asked("恢复密钥"), name, new_password())
    results().print(f"已重设管理员“{name}”的密码。", markup=False)


def _known(store: Store, name: str | None) -> str:
    if name is None or not store.gate.in_use():
        raise WrongUseError(
            "还没有账号，不用密码。第一个账号：intake-assist account add 账号 --role administrator"
        )
    return name


def _os_name(windows: str | None, here: bool) -> str | None:
    if not here:
        return windows
    if windows is not None:
        raise WrongUseError("--windows 和 --here 只能写一个。")
    account = os_account()
    return account.sid or account.name


def _plain(account: Account) -> dict[str, object]:
    times = {
        name: value.isoformat() if (value := getattr(account, name)) else None
        for name in ("blocked_until", "signed_in_at")
    }
    return asdict(account) | times | {"roles": [role for role in Role if role in account.roles]}


def _show(found: tuple[Account, ...]) -> None:
    table = Table("账号", "姓名", "角色", "状态", "登录方式", "上次登录", box=None)
    for each in found:
        roles = "、".join(ROLE_TITLES[role] for role in Role if role in each.roles)
        ways = [way for way in ("密码" if each.has_password else "", each.os_name) if way]
        table.add_row(each.name, each.title, roles, _state(each), "、".join(ways), _local(each.signed_in_at))
    results().print(table)


def _state(account: Account) -> str:
    if account.disabled:
        return "已停用"
    if account.blocked_until:
        return f"锁定到 {account.blocked_until.astimezone():%H:%M}"
    return "要改初始密码" if account.must_change_password else "可用"


def _local(time: dt.datetime | None) -> str:
    return f"{time.astimezone():%Y-%m-%d %H:%M}" if time else "—"
