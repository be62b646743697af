"""``notice`` and ``export``: templates, papers, archive folders and the hand-over, from the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError

from intake_assist.cli import arguments
from intake_assist.cli.linting import end_with
from intake_assist.cli.outcome import ExitCode, WrongUseError
from intake_assist.cli.output import complain, print_json, results
from intake_assist.cli.wording import Command, Group
from intake_assist.disk import reason

if TYPE_CHECKING:
    from intake_assist.notice import Forms, Paper
    from intake_assist.notice.exports.handover import Outbox

notices = typer.Typer(
    cls=Group, help="一次性告知书和收件清单：模板、样张、重印", subcommand_metavar="命令 ..."
)
exports = typer.Typer(cls=Group, help="归档文件夹的核对，向本单位系统交接", subcommand_metavar="命令 ...")

AsJson = Annotated[bool, typer.Option("--json", metavar="", help="在标准输出打印 JSON（UTF-8）")]
Templates = Annotated[
    Path | None, typer.Option("--templates", metavar="文件夹", help="用这个文件夹里的模板，缺的用自带的")
]


@notices.command("lint", cls=Command, options_metavar="[选项]")
def lint_templates(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="放模板的文件夹")], as_json: AsJson = False
) -> None:
    """检查告知书模板：写错的名称、语法、缺少的编号和签收处。

    退出码：0 没有错误（可能有提醒）；1 有错误；2 用法不对。
    """
    from intake_assist.notice.form_lint import lint

    end_with(lint(arguments.existing_folder(folder)), as_json)


@notices.command("templates", cls=Command, options_metavar="[选项]")
def copy_templates(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="写到这里，已有的文件不覆盖")],
) -> None:
    """把自带的模板写到文件夹里，供修改。"""
    from intake_assist.notice.forms import shipped

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in shipped().items():
            _copy_template(folder / name, text)
    except OSError as error:
        raise WrongUseError(f"不能把模板写到“{folder}”：{reason(error)}。") from error


def _copy_template(path: Path, text: str) -> None:
    if path.exists():
        complain(f"已有 {path}，没有覆盖。")
    else:
        _put(path, text.encode("utf-8"))
        results().print(f"已写 {path}", markup=False, soft_wrap=True)


@notices.command(cls=Command, options_metavar="[选项]")
def render(
    to: Annotated[Path, typer.Option("--to", metavar="文件", help="写成 .pdf、.docx、.txt 或 .html")],
    source: Annotated[
        Path | None,
        typer.Argument(metavar="告知书", help="留存的告知书或收件清单（JSON）；不写则用虚构的样例"),
    ] = None,
    receipt: Annotated[bool, typer.Option("--receipt", metavar="", help="样张用收件清单")] = False,
    folder: Templates = None,
) -> None:
    """把留存的告知书或收件清单印成文件；不给告知书时印样张，供看模板。"""
    from intake_assist.notice import Forms, TemplateFaultError, templates

    if to.suffix.lower() not in _WRITERS:
        raise WrongUseError(f"--to 的文件名要以 {'、'.join(_WRITERS)} 结尾，现在是“{to.name}”。")
    try:
        texts = templates(arguments.existing_folder(folder)) if folder else None
        paper = _paper(Forms(texts), source, receipt)
    except TemplateFaultError as error:
        raise WrongUseError(error.message) from error
    try:
        _WRITERS[to.suffix.lower()](paper, to)
    except OSError as error:
        raise WrongUseError(f"不能写“{to}”：{reason(error)}。") from error
    results().print(f"已写 {to}", markup=False, soft_wrap=True)


@exports.command("verify", cls=Command, options_metavar="[选项]")
def verify_archive(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="归档文件夹")],
    digest: Annotated[
        str | None, typer.Option("--digest", metavar="校验值", help="归档时留存的清单校验值（SHA-256）")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """核对归档文件夹：有没有缺少、多出、改动过的文件。

    退出码：0 完好；1 有出入；2 用法不对。
    """
    from intake_assist.notice.exports.archive import verify

    problems = verify(arguments.existing_folder(folder), digest)
    if as_json:
        print_json({"problems": list(problems)})
    else:
        for text in problems or ("完好，与清单一致。",):
            results().print(text, markup=False, soft_wrap=True)
    raise typer.Exit(ExitCode.FINDINGS if problems else ExitCode.CLEAN)


@exports.command("deliver", cls=Command, options_metavar="[选项]")
def deliver_jobs(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="交换文件夹")],
    command: Annotated[list[str], typer.Argument(metavar="命令", help="本单位的交接命令和它的参数")],
    as_json: AsJson = False,
) -> None:
    """把交换文件夹里到时间的件逐件交给本单位的命令；最后一个参数是 .json 的路径，返回 0 表示接收。

    退出码：0 都交出去了；1 有的要以后再试或已搁置；2 用法不对。
    """
    from intake_assist.notice.exports.handover import HandoverError, Outbox, hook_of, is_outbox

    if not is_outbox(arguments.existing_folder(folder)):
        raise WrongUseError(
            f"“{folder}”不是交换文件夹（里面没有 sent 和 dead），没有动它。"
            "请核对路径：交换文件夹由窗口程序在第一次交接时建立。"
        )
    try:
        box = Outbox(folder)
        done = box.deliver(hook_of(command), dt.datetime.now(dt.UTC))
    except HandoverError as error:
        raise WrongUseError(error.message) from error
    if as_json:
        print_json({"deliveries": [asdict(each) for each in done], "dead": dict(box.dead())})
    else:
        words = {"sent": "已交", "later": "待重试", "dead": "已搁置"}
        for each in done:
            results().print(
                f"{words[each.state]} {each.name} {each.message}".strip(), markup=False, soft_wrap=True
            )
        if not done:
            results().print(_nothing_due(box), markup=False, soft_wrap=True)
    raise typer.Exit(ExitCode.CLEAN if all(each.state == "sent" for each in done) else ExitCode.FINDINGS)


def _nothing_due(box: Outbox) -> str:
    dead = tuple(box.dead())
    left = f"搁置的有 {len(dead)} 件，在 dead 里：{'、'.join(dead)}。" if dead else ""
    return f"没有到时间的件。{left}"


def _paper(forms: Forms, source: Path | None, receipt: bool) -> Paper:
    from intake_assist.notice.example import RECEIPT, USUAL

    if source is None:
        return forms.receipt(RECEIPT) if receipt else forms.notice(USUAL)
    arguments.existing([source])
    return _kept(forms, source)


def _kept(forms: Forms, source: Path) -> Paper:
    """A paper as it was printed, or the notice or receipt it was made from."""
    from intake_assist.notice import notice_from_json, paper_from_json, receipt_from_json

    readers: tuple[Callable[[bytes], Paper], ...] = (
        paper_from_json,
        lambda data: forms.notice(notice_from_json(data)),
        lambda data: forms.receipt(receipt_from_json(data)),
    )
    try:
        data = source.read_bytes()
    except OSError as error:
        raise WrongUseError(f"打不开“{source}”：{reason(error)}。") from error
    for read in readers:
        with suppress(ValidationError):
            return read(data)
    raise WrongUseError(f"“{source}”不是留存的告知书或收件清单。")


def _put(path: Path, data: bytes) -> None:
    """Write the file whole or not at all: half a template would be kept as the office's own ever after."""
    half = path.with_name(f".{path.name}.part")
    try:
        half.write_bytes(data)
        half.replace(path)
    except OSError:
        half.unlink(missing_ok=True)
        raise


def _write_pdf(paper: Paper, to: Path) -> None:
    from intake_assist.desktop.printing import PrintingError, write_pdf

    try:
        write_pdf(paper, to)
    except PrintingError as error:
        raise WrongUseError(error.message) from error


def _write_docx(paper: Paper, to: Path) -> None:
    from intake_assist.notice.word import docx

    _put(to, docx(paper))


def _write_text(paper: Paper, to: Path) -> None:
    from intake_assist.notice.plain import plain_text

    _put(to, plain_text(paper).encode("utf-8"))


def _write_html(paper: Paper, to: Path) -> None:
    _put(to, paper.html.encode("utf-8"))


_WRITERS: Mapping[str, Callable[[Paper, Path], None]] = {
    ".pdf": _write_pdf,
    ".docx": _write_docx,
    ".txt": _write_text,
    ".html": _write_html,
}
