"""The command line of the generator."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
import yaml

from samples.generator import committed as committed_cases
from samples.generator import contact, single
from samples.generator import standard as standard_set
from samples.generator.fonts import MissingFontError
from samples.generator.mix import add_on_request, random_case
from samples.generator.writer import write_case

app = typer.Typer(add_completion=False, no_args_is_help=True, help="画出虚构的办事材料，并写下每一处真值。")


@app.command()
def cases(
    seed: Annotated[int, typer.Option(help="种子：同一种子写出同样的文件")] = 1,
    count: Annotated[int, typer.Option(min=1, help="写几件")] = 10,
    out: Annotated[Path, typer.Option(help="写到哪个文件夹")] = Path("cases"),
    hard: Annotated[bool, typer.Option("--hard", help="扫描条件更差")] = False,
    matter: Annotated[
        str, typer.Option(help="si_employer_registration、si_employee_enrolment 或 both")
    ] = "both",
    defects: Annotated[int, typer.Option(help="缺陷数，-1 为随机 0-4 个")] = -1,
    dpi: Annotated[float, typer.Option(min=72)] = 200,
    quality: Annotated[int, typer.Option(min=20, max=95)] = 80,
    plant: Annotated[str, typer.Option(help="另外种下的缺陷，逗号分开，如 S04_agent")] = "",
    conditions: Annotated[str, typer.Option(help="每张纸改用的扫描条件，逗号分开，如 photograph")] = "",
) -> None:
    """随机写出若干件带真值的案例。"""
    for number in range(count):
        plan = random_case(seed * 100_003 + number, hard, matter, defects)
        add_on_request(plan, _names(plant), _names(conditions))
        with _clear_messages():
            write_case(plan, out / f"case_{seed}_{number + 1:04d}", dpi, quality)
    typer.echo(f"已写出 {count} 件到 {out}")


def _names(text: str) -> list[str]:
    return [name for name in text.split(",") if name]


@app.command()
def standard(
    out: Annotated[Path, typer.Option(help="写到哪个文件夹")] = Path("standard"),
    count: Annotated[int, typer.Option(min=1, help="写多少件")] = standard_set.COUNT,
    start: Annotated[int, typer.Option(min=1, help="从第几件写起")] = 1,
    part: Annotated[bool, typer.Option("--part", help="只写每次改动都要量的那几件")] = False,
) -> None:
    """写出标准度量用的案例：种子固定，共 300 件；已经写好的不再写。"""
    numbers = standard_set.PART if part else range(start - 1, min(start - 1 + count, standard_set.COUNT))
    with _clear_messages():
        standard_set.write_standard(out, numbers)
    typer.echo(f"已写出 {len(numbers)} 件到 {out}")


@app.command()
def paper(
    kind: Annotated[str, typer.Argument(help="材料种类，或 list 列出全部")],
    seed: int = 1,
    out: Path = Path("paper.png"),
    dpi: float = 200,
    hard: bool = False,
    conditions: Annotated[str, typer.Option(help="逗号分开的扫描条件，random 为随机")] = "",
) -> None:
    """画一张材料，真值写在同名 .yaml 里。"""
    if kind == "list":
        typer.echo("\n".join(single.KINDS))
        return
    if kind not in single.KINDS:
        typer.echo(f"没有“{kind}”这种材料，可选：{'、'.join(single.KINDS)}", err=True)
        raise typer.Exit(2)
    with _clear_messages():
        _write_paper(kind, random.Random(seed), out, dpi, hard, conditions)


def _write_paper(kind: str, rng: random.Random, out: Path, dpi: float, hard: bool, conditions: str) -> None:
    scan, label = single.paper(kind, rng, dpi, conditions, hard)
    scan.image.save(out)
    out.with_suffix(".yaml").write_text(
        yaml.safe_dump(label, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )


@app.command()
def committed(
    out: Annotated[Path, typer.Option(help="写到哪个文件夹")] = committed_cases.FOLDER,
    only: Annotated[str, typer.Option(help="只写名称含此字样的")] = "",
) -> None:
    """重写仓库里的案例。"""
    with _clear_messages():
        committed_cases.write_all(out, only)
    typer.echo(f"已写出 {out}")


@app.command()
def sheet(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False)],
    out: Path,
    width: Annotated[int, typer.Option(help="每页宽度（像素）")] = 360,
) -> None:
    """把文件夹里所有案例的页面拼成一张图，供人查看。"""
    contact.contact_sheet(folder, width).save(out)


@contextmanager
def _clear_messages() -> Iterator[None]:
    """A missing font becomes a sentence and exit code 2."""
    try:
        yield
    except MissingFontError as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(2) from problem
