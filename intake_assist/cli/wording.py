"""The words of the command line library, in Chinese."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from intake_assist.cli.outcome import hint

PANELS = {
    "ARGUMENTS_PANEL_TITLE": "参数",
    "OPTIONS_PANEL_TITLE": "选项",
    "COMMANDS_PANEL_TITLE": "命令",
    "DEFAULT_STRING": "[默认：{}]",
    "REQUIRED_LONG_STRING": "[必填]",
    "ENVVAR_STRING": "[环境变量：{}]",
}


def speak_chinese() -> None:
    """Replace the library's headings on help screens; it offers no setting for them."""
    for name, text in PANELS.items():
        setattr(rich_utils, name, text)


class Command(TyperCommand):
    """A command whose own help option is described in Chinese."""

    def get_help_option(self, ctx: Any) -> Any:
        return _described(super().get_help_option(ctx))


class Group(TyperGroup):
    """A group of commands that names the nearest one when a command is misspelt."""

    def get_help_option(self, ctx: Any) -> Any:
        return _described(super().get_help_option(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        if not args and not self.invoke_without_command and not ctx.resilient_parsing:
            ctx.fail(f"缺少命令。可用的命令：{'、'.join(self.commands)}")
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, known = args[0], list(self.commands)
        if name not in known and not name.startswith("-"):
            ctx.fail(f"没有命令“{name}”。{hint(name, known)}可用的命令：{'、'.join(known)}")
        return super().resolve_command(ctx, args)


def _described(option: Any) -> Any:
    if option is not None:
        option.help, option.metavar = "显示这份说明", ""
    return option


def _no_such_option(error: Any) -> str:
    known = [name for param in error.ctx.command.params for name in param.opts if name.startswith("--")]
    return f"没有选项 {error.option_name}。{hint(error.option_name, known)}"


def _missing(error: Any) -> str:
    return f"缺少 {_name(error)}。"


def _bad_value(error: Any) -> str:
    option = error.param.opts[0].startswith("-")
    return f"{_name(error)} 的值不对{f'，应为：{error.param.metavar}' if option else ''}。"


def _name(error: Any) -> str:
    """The option as typed, or the argument as shown on the help screen."""
    option = error.param.opts[0]
    return str(option if option.startswith("-") else error.param.metavar)


_SENTENCES: dict[str, Callable[[Any], str]] = {
    "NoSuchOption": _no_such_option,
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
    "BadOptionUsage": lambda error: f"选项 {error.option_name} 后面缺少值。",
}


def sentence(error: Exception) -> str:
    """What is wrong with the command line, in Chinese. The library's classes are known by name only."""
    say = _SENTENCES.get(type(error).__name__, str)
    context = getattr(error, "ctx", None)
    return f"{say(error)} 说明见 {context.command_path} --help" if context else say(error)
