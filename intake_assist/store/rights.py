"""Who may do what. Pure: roles are sets of rights, and an account has one role or several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Role(StrEnum):
    """办事员, 主管, 管理员."""

    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """What the store refuses to whom has it not. `RIGHT_TITLES` names them."""

    WORK = "work"
    NOTICE = "notice"
    STATUS = "status"
    REVEAL = "reveal"
    HAND_OVER = "hand_over"
    OTHERS = "others"
    EXPORT = "export"
    STATISTICS = "statistics"
    HOLD = "hold"
    AUDIT = "audit"
    RETENTION = "retention"
    DELETE = "delete"
    FORGET_PERSON = "forget_person"
    SETTINGS = "settings"
    ACCOUNTS = "accounts"
    BACKUP = "backup"
    RECOVERY_KEY = "recovery_key"


ROLE_TITLES: Mapping[Role, str] = {
    Role.CLERK: "办事员",
    Role.SUPERVISOR: "主管",
    Role.ADMINISTRATOR: "管理员",
}

RIGHT_TITLES: Mapping[Right, str] = {
    Right.WORK: "收件、更正和处理提示",
    Right.NOTICE: "出具告知书",
    Right.STATUS: "受理、撤回和重开收件",
    Right.REVEAL: "查看完整号码",
    Right.HAND_OVER: "向本单位系统交接",
    Right.OTHERS: "翻看别人的收件",
    Right.EXPORT: "批量导出和归档",
    Right.STATISTICS: "查看统计",
    Right.HOLD: "设置或解除停止删除",
    Right.AUDIT: "查看和核对审计记录",
    Right.RETENTION: "设定保存天数、执行到期删除",
    Right.DELETE: "删除未到期的收件",
    Right.FORGET_PERSON: "按个人要求删除",
    Right.SETTINGS: "修改本窗口的设置",
    Right.ACCOUNTS: "管理账号",
    Right.BACKUP: "备份和恢复",
    Right.RECOVERY_KEY: "查看恢复密钥",
}

_CLERK = frozenset({Right.WORK, Right.NOTICE, Right.STATUS, Right.REVEAL, Right.HAND_OVER})
_SUPERVISOR = _CLERK | {
    Right.OTHERS,
    Right.EXPORT,
    Right.STATISTICS,
    Right.HOLD,
    Right.AUDIT,
    Right.RETENTION,
    Right.DELETE,
    Right.FORGET_PERSON,
}
# Whoever looks after the machine does no business and sees no papers; a small office gives one person both roles.
_ADMINISTRATOR = frozenset(
    {Right.SETTINGS, Right.ACCOUNTS, Right.BACKUP, Right.RECOVERY_KEY, Right.AUDIT, Right.RETENTION}
)

ROLES: Mapping[Role, frozenset[Right]] = {
    Role.CLERK: _CLERK,
    Role.SUPERVISOR: _SUPERVISOR,
    Role.ADMINISTRATOR: _ADMINISTRATOR,
}
EVERYTHING = frozenset(Right)


def rights_of(roles: Iterable[Role]) -> frozenset[Right]:
    return frozenset().union(*(ROLES[role] for role in roles))


def who_may(right: Right) -> str:
    """The roles that have a right, in Chinese: ``主管或管理员``."""
    return "或".join(ROLE_TITLES[role] for role in Role if right in ROLES[role])


def refusal(right: Right) -> str:
    """What is said to somebody who lacks a right, and what to do about it."""
    return f"这个账号不能{RIGHT_TITLES[right]}，请由{who_may(right)}操作。"
