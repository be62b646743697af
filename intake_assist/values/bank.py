"""Bank accounts, bank cards and the 核准号 of a basic account."""

from __future__ import annotations

import re
from dataclasses import replace

from stdnum import luhn

from intake_assist.values.base import Parsed, misread, unread, wrong
from intake_assist.values.confusables import as_digits
from intake_assist.values.text import compact


def check_account(text: str) -> Parsed:
    """A corporate account: digits only, 6 to 32 of them. These follow no common check digit."""
    return _digits(text, "银行账号", range(6, 33))


def check_card(text: str) -> Parsed:
    """A personal card: 13 to 19 digits, the last of which checks the others."""
    parsed = _digits(text, "银行卡号", range(13, 20))
    guess = parsed.problem.suggestion if parsed.problem else None
    if parsed.problem and guess and not luhn.is_valid(guess):
        return Parsed(None, replace(parsed.problem, suggestion=None))
    if parsed.value and not parsed.problem and not luhn.is_valid(parsed.value):
        return wrong("check_digit", "银行卡号校验不通过，请与银行卡逐位核对", parsed.value)
    return parsed


def _digits(text: str, title: str, lengths: range) -> Parsed:
    number = compact(text)
    if not number:
        return unread(title)
    if not re.fullmatch(r"[0-9]+", number):
        plain = as_digits(number)
        if re.fullmatch(r"[0-9]+", plain) and len(plain) in lengths:
            return misread(title, plain, code="charset")
        return wrong("charset", f"{title}只能由数字组成")
    if len(number) not in lengths:
        message = f"{title}应为{lengths[0]}至{lengths[-1]}位，这里读到{len(number)}位"
        return wrong("length", message, number)
    return Parsed(number)


def check_approval(text: str) -> Parsed:
    """The 核准号 or 基本存款账户编号: J and 13 digits.

    Other letters belong to other kinds of account, but I and T are taken for a misread J.
    """
    number = compact(text)
    title = "基本存款账户编号"
    if not number:
        return unread(title)
    if re.fullmatch(r"J[0-9]{13}", number):
        return Parsed(number)
    if re.fullmatch(r"[A-HK-SU-Z][0-9]{13}", number):
        return wrong("malformed", f"{title}应以字母J开头，请与原件核对", number, uncertain=True)
    return _odd_approval(number, title)


def _odd_approval(number: str, title: str) -> Parsed:
    if not re.fullmatch(r"[0-9A-Z]+", number):
        return wrong("charset", f"{title}应为字母J加13位数字")
    if len(number) != 14:
        return wrong("length", f"{title}应为14位，这里读到{len(number)}位", number)
    plain = re.sub("^[1IT]", "J", number)[:1] + as_digits(number[1:])
    if re.fullmatch(r"J[0-9]{13}", plain):
        return misread(title, plain, number, "charset")
    return wrong("charset", f"{title}应为字母J加13位数字", number)


def account_likeness(text: str) -> float:
    number = "" if "." in text.strip(" .") else compact(text)  # an amount has its point within
    if re.fullmatch(r"[0-9]{6,32}", number):
        return 0.9 if 12 <= len(number) <= 25 else 0.5
    misread_digits = re.search(r"[0-9]{6}", number) and re.fullmatch(r"[0-9]{6,32}", as_digits(number))
    return 0.3 if misread_digits else 0.0


def card_likeness(text: str) -> float:
    number = compact(text)
    if not re.fullmatch(r"[0-9]{13,19}", number):
        return 0.0
    return 1.0 if luhn.is_valid(number) else 0.5


def approval_likeness(text: str) -> float:
    parsed = check_approval(text)
    if parsed.problem is None:
        return 1.0
    return 0.7 if parsed.problem.uncertain else 0.0
