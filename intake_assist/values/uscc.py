"""统一社会信用代码 (GB 32100-2015).

Two characters for the registering department and kind, six digits of region, nine of 组织机构代码, one check
character. Unknown departments and regions are no error: departments beyond the standard assign their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from intake_assist.values import org_code, reg_no
from intake_assist.values.base import Parsed, misread, unread, wrong
from intake_assist.values.confusables import STRONG, STRONGEST, WEAK, only, table, variants
from intake_assist.values.text import compact

LENGTH = 18
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SHAPE = re.compile(rf"[{_ALPHABET}]{{2}}[0-9]{{6}}[{_ALPHABET}]{{10}}")
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_TITLE = "统一社会信用代码"
_DEPARTMENTS = re.compile(r"1[1239]|[24][19]|3[1-59]|5[1239]|6[129]|7[129]|8[19]|9[1239]|A[19]|N[1239]|Y1")
_UNLIKE_ITS_CAPITAL = re.compile(r"[abdefghnqrt]")
_FORBIDDEN = str.maketrans("IOZS", "1025")
_STRONGEST, _STRONG, _WEAK = table(STRONGEST), table(STRONG), table(WEAK)
_LETTER_AS_DIGIT = {"D": "0", "Q": "0", "L": "1", "T": "71", "B": "8", "G": "6", "A": "4", "V": "", "U": "0"}
_LETTERS = {"I": "1LT", "O": "0QD", "Z": "27", "S": "58", "V": "UY"}


def check_character(body: str) -> str:
    """The eighteenth character for seventeen of the code's alphabet."""
    total = sum(_ALPHABET.index(char) * weight for char, weight in zip(body, _WEIGHTS, strict=True))
    return _ALPHABET[-total % 31]


def is_valid(code: str) -> bool:
    """Whether eighteen upper-case characters have the shape and the check character of a code."""
    return bool(_SHAPE.fullmatch(code)) and check_character(code[:17]) == code[17]


def check(text: str) -> Parsed:
    """The value is upper case without blanks, as printed even when its check fails."""
    code = compact(text)
    if not code:
        return unread(_TITLE)
    if not re.fullmatch(r"[0-9A-Z]+", code):
        return wrong("charset", f"{_TITLE}只能由数字和大写字母组成")
    if len(code) != LENGTH:
        return _of_another_length(code)
    return Parsed(code) if is_valid(code) else _doubted(text, _explain(code))


def _doubted(text: str, found: Parsed) -> Parsed:
    """Nobody prints a code in letters of both sizes: those were misread, and what else is wrong may be as well."""
    mixed = re.search(r"[A-Z]", text) and _UNLIKE_ITS_CAPITAL.search(text)
    if found.problem is None or not mixed:
        return found
    return Parsed(found.value, replace(found.problem, uncertain=True))


def _of_another_length(code: str) -> Parsed:
    """Licences that were never renewed, and forms filled in from them, bear the number of before 2015."""
    if reg_no.is_sound(code):
        message = f"这是旧的工商注册号（{len(code)}位），不是{LENGTH}位的{_TITLE}，请核对是否已换发新证照"
        return wrong("old_number", message, code)
    return wrong("length", f"{_TITLE}应为{LENGTH}位，这里读到{len(code)}位", code)


def _explain(code: str) -> Parsed:
    shaped = bool(_SHAPE.fullmatch(code))
    if shaped and _may_be_pilot(code):
        message = f"{_TITLE}校验不符，但福建早期试点发放的代码有此情况，请与原件核对"
        return wrong("check_digit", message, code, uncertain=True)
    kind = "check_digit" if shaped else "charset"
    repaired = repair(code)
    if repaired:
        return misread(_TITLE, repaired, code, kind)
    if shaped:
        return wrong(kind, f"{_TITLE}校验不通过，请与原件逐位核对", code)
    return wrong(kind, f"{_TITLE}中有不该出现的字母：{_odd(code)}", code)


def _odd(code: str) -> str:
    """The characters that may not stand where they stand, each once, in order."""
    return "、".join(dict.fromkeys(char for at, char in enumerate(code) if not _fits(char, at)))


def _fits(char: str, at: int) -> bool:
    return char in ("0123456789" if 2 <= at < 8 else _ALPHABET)


def _may_be_pilot(code: str) -> bool:
    """Codes of Fujian's pilot carry a sound 组织机构代码 of the M000 series and a check that does not fit."""
    return code[2:4] == "35" and code[8:12] == "M000" and org_code.is_valid(code[8:17])


def repair(text: str) -> str | None:
    """The one valid code that likely misreadings of characters explain, None when there is none or several.

    Forbidden letters are put right first. A change of characters that may both stand there must satisfy the
    check of the contained 组织机构代码 as well, else chance would confirm every other guess.
    """
    code = compact(text)
    if not re.fullmatch(r"[0-9A-Z]{18}", code) or is_valid(code):
        return None
    legal = list(_legal_forms(code))
    sound = [form for form in legal if is_valid(form)]
    if sound or not legal:
        return only(sound)
    return _closest(code) if legal == [code] else only(_confirmed(variants(legal[0], _STRONG)))


def _legal_forms(code: str) -> Iterator[str]:
    """The code with its impossible characters replaced, the likeliest replacement first."""
    plain = code.translate(_FORBIDDEN)
    if is_valid(plain):
        yield plain
        return
    choices = [char if _fits(char, at) else _replacements(char, at) for at, char in enumerate(code)]
    odd = sum(not _fits(char, at) for at, char in enumerate(code))
    if odd <= 4:
        yield from ("".join(chars) for chars in product(*choices))


def _replacements(char: str, at: int) -> str:
    if 2 <= at < 8:
        return _LETTER_AS_DIGIT.get(char) or "".join(c for c in _LETTERS.get(char, "") if c.isdigit())
    return _LETTERS[char]


def _closest(code: str) -> str | None:
    """One likely misreading before one less likely, before two of the very likeliest."""
    steps = (variants(code, _STRONG), variants(code, _WEAK), variants(code, _STRONGEST, changes=2))
    confirmed = (_confirmed(forms) for forms in steps)
    return only(next((found for found in confirmed if found), ()))


def _confirmed(forms: Iterator[str]) -> list[str]:
    """The forms that both checks confirm."""
    return [form for form in forms if is_valid(form) and org_code.is_valid(form[8:17])]


def looks_like(text: str) -> float:
    """1 for a valid code; less the more places are wrong, and little for what may be any other number."""
    code = compact(text)
    if is_valid(code):
        return 1.0
    if not 16 <= len(code) <= 20 or not re.fullmatch(r"[0-9A-Z]+", code):
        return 0.0
    if re.fullmatch(r"[0-9]+X?", code):
        return 0.2
    fitting = sum(_fits(char, at) for at, char in enumerate(code[:LENGTH])) / LENGTH
    weight = 0.9 if _DEPARTMENTS.match(code) else 0.6
    return round(fitting * weight - 0.1 * abs(len(code) - LENGTH), 3)
