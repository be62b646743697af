"""Commands about the kept cases: the audit trail, backups, the key."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from intake_assist.cli.at_store import Home, acting, opened, speaking, store_folder, typed_credentials
from intake_assist.cli.outcome import ExitCode, WrongUseError
from intake_assist.cli.output import print_json, results
from intake_assist.cli.wording import Command, Group
from intake_assist.store import (
    TITLES,
    Backup,
    Event,
    Keys,
    Mark,
    Record,
    SignInError,
    Store,
    adopt,
    backups,
    last_good,
    os_account,
    refuse_on_server,
    restore,
    what_is_lost,
)

audit = typer.Typer(cls=Group, help="审计记录：核对有没有被改动，查看", subcommand_metavar="命令 ...")
keeping = typer.Typer(cls=Group, help="保存的收件：备份、恢复、密钥", subcommand_metavar="命令 ...")

AsJson = Annotated[
    bool, typer.Option("--json", metavar="", help="在标准输出打印 JSON（UTF-8），供其他程序使用")
]


@audit.command(cls=Command, options_metavar="[选项]")
def verify(
    known: Annotated[
        str | None,
        typer.Option("--mark", metavar="校验值", help="以前记下的校验值，用来发现数据被整个换成旧的"),
    ] = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """核对审计记录和收件历史：第一处被改动、缺失或换了位置的记录是哪一条。

    退出码：0 完整；1 有问题；2 用法不对，或数据打不开。
    """
    mark = _mark(known)
    with opened(home) as store:
        verdict = store.verify(mark)
    if as_json:
        said = {"records": verdict.records, "mark": str(verdict.mark), "problem": verdict.problem}
        print_json(said)
    elif verdict.problem is None:
        results().print(
            f"完整：{verdict.records} 条审计记录，没有发现改动。\n校验值（请记下）：{verdict.mark}",
            soft_wrap=True,
        )
    else:
        results().print(f"有问题：{verdict.problem}", style="bold red", markup=False, soft_wrap=True)
    raise typer.Exit(ExitCode.CLEAN if verdict.problem is None else ExitCode.FINDINGS)


@audit.command(cls=Command, options_metavar="[选项]")
def show(
    number: Annotated[str | None, typer.Option("--case", metavar="收件号", help="只看这一件")] = None,
    last: Annotated[int, typer.Option(min=1, metavar="条数", help="最近的多少条")] = 50,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """查看审计记录，旧的在前。"""
    with opened(home) as store:
        records = store.audit(store.case_named(number) if number else None, last=last)
    if as_json:
        print_json({"records": [asdict(record) | {"at": record.at.isoformat()} for record in records]})
    else:
        _show_records(records)


@keeping.command(cls=Command, options_metavar="[选项]")
def status(home: Home = None) -> None:
    """数据在哪里、密钥在哪里、有哪些备份。"""
    with opened(home) as store:
        out = results()
        said = [f"数据：{store.folder}", f"密钥：{store.key_location}"]
        if store.on_server:
            said += [f"数据库：{store.place}", "备份：数据库由信息科在服务器上备份（pg_dump）"]
        out.print(*said, sep="\n", markup=False, soft_wrap=True)
        for copy in backups(store.folder):
            out.print(f"备份：{_local(copy.taken_at)}  {copy.path.name}", markup=False, soft_wrap=True)


@keeping.command(cls=Command, options_metavar="[选项]")
def backup(
    to: Annotated[
        Path | None, typer.Option("--to", metavar="文件夹", help="连材料文件一起备份到另一个磁盘的文件夹")
    ] = None,
    home: Home = None,
) -> None:
    """现在做一次备份，并核对备份完好。"""
    with opened(home) as store:
        if store.on_server and to is not None:
            count = store.copy_blobs(to)
            told = f"已备份 {count} 个材料文件：{to}\n数据库在服务器上，要由信息科先用 pg_dump 备份，再备份材料文件。"
            results().print(told, markup=False, soft_wrap=True)
            return
        made = store.back_up(to)
    place = to if to else made.path
    results().print(f"已备份 {made.cases} 件、{made.entries} 步操作：{place}", markup=False, soft_wrap=True)


@keeping.command("restore", cls=Command, options_metavar="[选项]")
def put_back(
    name: Annotated[
        str | None, typer.Argument(metavar="备份", help="备份的文件名，默认最近一个完好的")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", metavar="", help="不再询问")] = False,
    home: Home = None,
) -> None:
    """用备份代替现在的数据库；现在的数据库改名留着。请先关闭其他程序窗口。"""
    folder = store_folder(home)
    with speaking():
        refuse_on_server(folder)
    copy = _chosen(folder, name)
    results().print(what_is_lost(folder, copy), markup=False, soft_wrap=True)
    if not yes and not typer.confirm("确定恢复吗？"):
        raise typer.Exit(ExitCode.UNUSABLE)
    with speaking():
        _restored(folder, copy).close()
    results().print("已恢复。", markup=False)


@keeping.command(cls=Command, options_metavar="[选项]")
def recovery(home: Home = None) -> None:
    """打印恢复密钥。请打印两份锁好：换了电脑或重装系统以后，只有它能打开数据。"""
    with opened(home) as store:
        store.record(Event.SEEN_WHOLE, acting(store), what="recovery key")
        results().print(store.recovery_key, markup=False, soft_wrap=True)


@keeping.command(cls=Command, options_metavar="[选项]")
def unlock(home: Home = None) -> None:
    """输入恢复密钥，让这台机器重新能打开数据。"""
    text = typer.prompt("恢复密钥（14 组，每组 4 个字符）")
    with speaking():
        keys = adopt(store_folder(home), Keys.from_recovery(text))
    results().print(f"已解锁。密钥存放在：{keys.location}", markup=False, soft_wrap=True)


@keeping.command(cls=Command, options_metavar="[选项]")
def forget(
    yes: Annotated[bool, typer.Option("--yes", metavar="", help="不再询问")] = False, home: Home = None
) -> None:
    """现在就删除到期的收件。平时每天自动做；很久没有用过以后，要先由人确认电脑的日期。"""
    with opened(home) as store:
        due = store.due()
        results().print(f"今天是 {dt.date.today():%Y-%m-%d}，到期的有 {len(due)} 件。", markup=False)
        if not yes and not typer.confirm("日期对吗？确定删除吗？"):
            raise typer.Exit(ExitCode.UNUSABLE)
        forgotten = store.forget_due(acting(store), sure=True)
    told = f"已删除 {len(forgotten.deleted)} 件。"
    if forgotten.handed:
        told += f"交接文件夹里它们的 {forgotten.handed} 份也删除了。"
    results().print(told, markup=False)


def _restored(folder: Path, copy: Backup) -> Store:
    """By the account of the operating system, else by one that is typed in."""
    here = os_account()
    try:
        return restore(folder, copy, here.name, claim=here)
    except SignInError:
        return restore(folder, copy, here.name, claim=typed_credentials())


def _mark(text: str | None) -> Mark | None:
    try:
        return Mark.parse(text) if text else None
    except ValueError as error:
        raise WrongUseError("--mark 要写成以前打印的校验值，例如 120:3f9a…。") from error


def _chosen(folder: Path, name: str | None) -> Backup:
    if name is None:
        copy = last_good(folder)
        if copy is None:
            raise WrongUseError("没有完好的备份。")
        return copy
    known = {copy.path.name: copy for copy in backups(folder)}
    if name not in known:
        raise WrongUseError(f"没有备份“{name}”。有的是：{'、'.join(known) or '（没有）'}")
    return known[name]


def _show_records(records: tuple[Record, ...]) -> None:
    table = Table("序号", "时间", "谁", "事件", "内容", box=None)
    for record in records:
        title = TITLES.get(Event(record.event))
        detail = "  ".join(f"{name}={value}" for name, value in record.detail.items())
        table.add_row(str(record.number), _local(record.at), record.actor, title, detail)
    results().print(table)


def _local(time: dt.datetime) -> str:
    return f"{time.astimezone():%Y-%m-%d %H:%M:%S}"
