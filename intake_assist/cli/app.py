"""The commands. Each one turns words into objects, calls the engine, and shows or prints what it says."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from intake_assist import __version__, precheck
from intake_assist.checklist import (
    Library,
    default_folder,
    lint,
    load_library,
    schema_kind,
    schema_matter,
    schema_seals,
)
from intake_assist.cli import arguments, keeping, tables
from intake_assist.cli.accounts import accounts
from intake_assist.cli.evaluating import earlier_figures, gallery_for, report_saved, require_writable
from intake_assist.cli.linting import end_with
from intake_assist.cli.notice import exports, notices
from intake_assist.cli.outcome import ExitCode, WrongUseError
from intake_assist.cli.output import complain, notes, print_json, progress_bar, results
from intake_assist.cli.statistics import statistics
from intake_assist.cli.wording import Command, Group
from intake_assist.evaluate import evaluate as run_evaluation
from intake_assist.evaluate import evaluation_json, find_cases
from intake_assist.evaluate.baseline import compare, comparison_json, figures_of
from intake_assist.evaluate.statistics import WANTED
from intake_assist.model import Case, Page, Severity
from intake_assist.report import case_json, open_findings, pages_json
from intake_assist.rules import options_models
from intake_assist.store.store import HOME_VARIABLE
from intake_assist.values import TYPES

NO_COMMAND = "请写一个命令，例如：intake-assist check 文件夹 --matter 事项代号；不带任何参数则打开窗口。"
NOTHING_THERE = "没有可以识读的文件，一页也没有读。请看看是否选错了文件或文件夹。"

app = typer.Typer(
    cls=Group,
    add_completion=False,
    options_metavar="[选项]",
    subcommand_metavar="命令 ...",
    rich_markup_mode="rich",
    help="智能收件辅助：识读申请材料，按事项清单找出缺件、填错、过期和前后不一致的地方。不联网，不代替人下结论。",
)
checklists = typer.Typer(cls=Group, help="查看和检查事项清单", subcommand_metavar="命令 ...")
app.add_typer(checklists, name="checklist")
app.add_typer(keeping.audit, name="audit")
app.add_typer(keeping.keeping, name="store")
app.add_typer(accounts, name="account")
app.add_typer(notices, name="notice")
app.command(cls=Command, options_metavar="[选项]")(statistics)
app.add_typer(exports, name="export")

AsJson = Annotated[
    bool, typer.Option("--json", metavar="", help="在标准输出打印 JSON（UTF-8），供其他程序使用")
]
Folder = Annotated[
    Path | None,
    typer.Option(
        "--checklists",
        metavar="文件夹",
        envvar="INTAKE_ASSIST_CHECKLISTS",
        help="改用这个文件夹里的清单，用来试验改动",
    ),
]
Matter = Annotated[str, typer.Option("--matter", metavar="事项代号", help="办理的事项，见 checklist list")]
Answers = Annotated[
    list[str] | None,
    typer.Option(
        "--answer", metavar="问题=回答", help="窗口对清单问题的回答，可写多次；不写的用清单里的默认值"
    ),
]
Today = Annotated[str | None, typer.Option("--today", metavar="日期", help="按这一天判断是否过期，默认今天")]


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    ctx: typer.Context,
    version: Annotated[  # noqa: ARG001 - handled by its callback
        bool, typer.Option("--version", metavar="", callback=_show_version, is_eager=True, help="显示版本")
    ] = False,
    home: Annotated[
        Path | None,
        typer.Option("--home", metavar="文件夹", help="数据所在的文件夹；不写命令就打开窗口"),
    ] = None,
) -> None:
    if home is not None:
        os.environ[HOME_VARIABLE] = str(home)
    if ctx.invoked_subcommand is None:
        complain(NO_COMMAND)
        raise typer.Exit(ExitCode.UNUSABLE)


@app.command(cls=Command, options_metavar="[选项]")
def read(
    files: Annotated[
        list[Path], typer.Argument(metavar="文件", readable=False, help="图像、PDF、XLSX，或文件夹")
    ],
    as_json: AsJson = False,
    folder: Folder = None,
) -> None:
    """识读文件：每页是什么材料，有哪些内容。

    退出码：0 全部读出；1 有的页读不了；2 用法不对，或者全都读不了。
    """
    paths = arguments.some_existing(files)
    kinds = _library(folder).kinds
    with progress_bar("识读") as bar, precheck.Reader(kinds) as reader:
        result = precheck.read(paths, kinds, reader=reader, progress=_pages(bar))
    pages = list(result.sheets)
    if all(page.problem for page in pages):
        complain(NOTHING_THERE)
    if as_json:
        print_json({"pages": pages_json(pages, result.documents)})
    else:
        tables.show_pages(results(), pages, result.documents, kinds)
    raise typer.Exit(_read_code(pages))


@app.command(cls=Command, options_metavar="[选项]")
def check(
    paths: Annotated[
        list[Path], typer.Argument(metavar="路径", readable=False, help="一件业务的全部材料：文件或文件夹")
    ],
    matter: Matter,
    answer: Answers = None,
    today: Today = None,
    as_json: AsJson = False,
    folder: Folder = None,
) -> None:
    """按事项清单预检一件业务。

    退出码：0 没有发现问题（只有告知事项也算）；1 有要看的地方；2 用法不对，或者一页也读不了。
    """
    library = _library(folder)
    chosen = arguments.chosen_matter(matter, library.matters)
    answers = arguments.given_answers(answer or [], chosen)
    date = arguments.given_date(today)
    existing = arguments.some_existing(paths)
    with progress_bar("预检") as bar, precheck.Reader(library.kinds) as reader:
        case = precheck.check(
            existing, chosen, library.kinds, answers, date, reader=reader, progress=_pages(bar)
        )
    if all(page.problem for page in case.pages):
        complain(NOTHING_THERE)
    if as_json:
        print_json(case_json(case))
    else:
        tables.show_case(results(), case, chosen)
    raise typer.Exit(_check_code(case))


@app.command(cls=Command, options_metavar="[选项]")
def evaluate(
    directory: Annotated[
        Path, typer.Argument(metavar="文件夹", readable=False, help="含有标注样例（case.yaml）的文件夹")
    ],
    as_json: AsJson = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", metavar="", help="逐件列出错在哪里")] = False,
    workers: Annotated[int, typer.Option(min=1, max=16, metavar="1-16", help="同时工作的识别进程数")] = 1,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="文件", help="另存一份带图的报告（一个 HTML 文件）")
    ] = None,
    whole: Annotated[
        bool, typer.Option("--whole", metavar="", help="报告里不遮盖身份证号、手机号和账号")
    ] = False,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", metavar="文件", help="与以前 --json 输出的文件比，变差了退出码为 1"),
    ] = None,
    wanted: Annotated[
        float,
        typer.Option(
            min=0.5,
            max=0.999,
            metavar="0.5-0.999",
            help="读出的值在多大把握以上才不请人看；据此列出置信度的界线",
        ),
    ] = WANTED,
    folder: Folder = None,
) -> None:
    """用标注好的样例度量：认对多少、读对多少、查出多少、误报多少。

    记下一次的结果：intake-assist evaluate samples/cases --json > baseline.json
    以后守住它：intake-assist evaluate samples/cases --baseline baseline.json --html report.html

    关键字段、种类、归类、状态、检出率、要守住的指标有一项低了半个百分点以上，或者每件误报多了 0.05 以上，就算变差。

    退出码：0 量完了，没有比基线差；1 有的样例量不了，或者比基线差；2 用法不对，或者一件也量不了。
    """
    root = arguments.existing_folder(directory)
    before = earlier_figures(baseline)
    require_writable(html, whole)
    library = _library(folder)
    cases = len(find_cases(root))
    if not cases:
        raise WrongUseError(f"{root} 里没有标注样例（每件一个文件夹，内有 case.yaml）。")
    with progress_bar("度量") as bar:
        finished: list[str] = []

        def done(name: str) -> None:
            finished.append(name)
            bar(len(finished), cases, name)

        with gallery_for(html, library, whole) as gallery:
            result = run_evaluation(
                root, library.matters, library.kinds, workers=workers, done=done, gallery=gallery
            )
            failed = (
                html is not None
                and gallery is not None
                and not report_saved(html, result, library, gallery, str(directory), whole, wanted)
            )
    figures = evaluation_json(result, wanted)
    comparison = compare(before, figures_of(json.dumps(figures))) if before else None
    if as_json:
        print_json(figures | ({"comparison": comparison_json(comparison)} if comparison else {}))
    else:
        tables.show_evaluation(results(), result, library.kinds, verbose, wanted)
    if comparison:
        tables.show_comparison(notes() if as_json else results(), comparison)
    if not result.scores:
        raise typer.Exit(ExitCode.UNUSABLE)
    worse = comparison is not None and comparison.worse
    raise typer.Exit(ExitCode.FINDINGS if result.broken or worse or failed else ExitCode.CLEAN)


class SpecName(StrEnum):
    MATTER = "matter"
    KIND = "kind"
    SEALS = "seals"


SCHEMAS = {SpecName.MATTER: schema_matter, SpecName.KIND: schema_kind, SpecName.SEALS: schema_seals}


@checklists.command("list", cls=Command, options_metavar="[选项]")
def list_matters(as_json: AsJson = False, folder: Folder = None) -> None:
    """列出事项、要问的问题和材料种类。"""
    library = _library(folder)
    if as_json:
        print_json(
            {
                "matters": [spec.model_dump(mode="json", by_alias=True) for spec in library.matters.values()],
                "kinds": [{"id": kind.id, "title": kind.title} for kind in library.kinds.values()],
            }
        )
    else:
        tables.show_library(results(), library.matters.values(), library.kinds.values())


@checklists.command("lint", cls=Command, options_metavar="[选项]")
def lint_files(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="路径", readable=False, help="清单文件或文件夹，默认自带的清单"),
    ] = None,
    as_json: AsJson = False,
    today: Today = None,
) -> None:
    """检查清单文件，指出每个错误在哪一行哪一列。

    退出码：0 没有错误（可能有提醒）；1 有错误；2 用法不对。
    """
    existing = arguments.existing(paths or [default_folder()])
    arguments.with_checklists(existing)
    mistakes = lint(existing, rules=options_models(), types=TYPES, today=arguments.given_date(today))
    end_with(mistakes, as_json)


@checklists.command(cls=Command, options_metavar="[选项]")
def schema(
    name: Annotated[
        SpecName,
        typer.Argument(metavar="matter|kind|seals", help="matter：事项清单；kind：材料种类；seals：印章用语"),
    ] = SpecName.MATTER,
) -> None:
    """打印清单文件的 JSON Schema，编辑器可以用它提示和检查。"""
    print_json(SCHEMAS[name]())


def _library(folder: Path | None) -> Library:
    chosen = arguments.existing_folder(folder or default_folder())
    arguments.with_checklists([chosen])
    return load_library(chosen, rules=options_models(), types=TYPES)


def _pages(bar: Callable[[int, int, str], None]) -> Callable[[precheck.Progress], None]:
    return lambda progress: bar(progress.done, progress.total, progress.page_id)


def _read_code(pages: list[Page]) -> ExitCode:
    unread = [page for page in pages if page.problem]
    if len(unread) == len(pages):
        return ExitCode.UNUSABLE
    return ExitCode.FINDINGS if unread else ExitCode.CLEAN


def _check_code(case: Case) -> ExitCode:
    if all(page.problem for page in case.pages):
        return ExitCode.UNUSABLE
    to_look_at = [finding for finding in open_findings(case) if finding.severity is not Severity.INFO]
    return ExitCode.FINDINGS if to_look_at else ExitCode.CLEAN
