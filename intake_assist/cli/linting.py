"""How a command ends that looked for mistakes in files somebody wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import NoReturn

import typer

from intake_assist.checklist import Mistake
from intake_assist.cli import tables
from intake_assist.cli.outcome import ExitCode
from intake_assist.cli.output import print_json, results


def end_with(mistakes: Sequence[Mistake], as_json: bool) -> NoReturn:
    """Tell the mistakes; only errors, not warnings, make the exit code."""
    if as_json:
        print_json({"mistakes": [asdict(mistake) for mistake in mistakes]})
    else:
        tables.show_mistakes(results(), mistakes)
    wrong = any(mistake.severity == "error" for mistake in mistakes)
    raise typer.Exit(ExitCode.FINDINGS if wrong else ExitCode.CLEAN)
