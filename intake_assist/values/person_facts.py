"""Sex and 民族 as cards and forms print them."""

from __future__ import annotations

import re

from intake_assist.values.base import Parsed, misread, quoted, unread, wrong
from intake_assist.values.confusables import only
from intake_assist.values.stamp_words import holds_stamp
from intake_assist.values.text import squeeze, trim

_NAMES = """
汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白
土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇
柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒
乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺
"""
ETHNICITIES = tuple(_NAMES.split())
"""The 56 of GB/T 3304, without 族."""

_OTHERS = frozenset({"穿青人", "革家人", "其他", "外国血统"})
_SEXES = {
    "男": ("男", "男性", "M", "MALE", "男/M", "男M"),
    "女": ("女", "女性", "F", "FEMALE", "女/F", "女F"),
}
_SEX = {form: sex for sex, forms in _SEXES.items() for form in forms}

# What recognisers give for single characters: a stroke more or less, or the traditional form.
_SEX_MISREAD = dict.fromkeys("勇另里界", "男") | dict.fromkeys("安夂文囡攵", "女")
_READ_AS = {
    "汉": ("汊", "汶", "漢", "双", "仅", "叹"),
    "回": ("囬", "囘", "因"),
    "满": ("滿", "瞒"),
    "壮": ("壯", "状"),
    "苗": ("笛", "茁", "亩"),
    "彝": ("彛",),
    "侗": ("桐", "洞"),
    "瑶": ("瑤", "摇"),
    "白": ("自", "曰"),
    "藏": ("臧",),
    "畲": ("畬",),
    "水": ("永", "氷"),
    "京": ("亰",),
    "怒": ("努",),
    "土": ("士",),
    "土家": ("士家",),
    "蒙古": ("孟古",),
    "朝鲜": ("朝鮮",),
}
_MISREAD = {form: name for name, forms in _READ_AS.items() for form in forms}


def check_sex(text: str) -> Parsed:
    """The value is 男 or 女."""
    clean = trim(squeeze(text)).upper()
    if not clean:
        return unread("性别")
    if clean in _SEX:
        return Parsed(_SEX[clean])
    if clean in _SEX_MISREAD:
        return misread("性别", _SEX_MISREAD[clean])
    return wrong("malformed", f"性别应为男或女，这里读到：{quoted(clean, 10)}")


def check_ethnicity(text: str) -> Parsed:
    """The value is one of `ETHNICITIES`, or a group that has cards without being one of them (穿青人)."""
    clean = trim(squeeze(text))
    if not clean or holds_stamp(clean):
        return unread("民族")
    name = clean.removesuffix("族") or clean
    if name in ETHNICITIES or name in _OTHERS:
        return Parsed(name)
    likely = _MISREAD.get(name) or _near(name)
    if likely:
        return misread("民族", likely)
    # Nobody writes down a people that does not exist: it was read badly.
    return wrong("malformed", f"没有这个民族：{quoted(clean, 10)}", uncertain=True)


def _near(name: str) -> str | None:
    """The one name of three or more characters of which a single character was misread."""
    same_length = [known for known in ETHNICITIES if len(known) == len(name) >= 3]
    return only(known for known in same_length if sum(a != b for a, b in zip(known, name, strict=True)) == 1)


def sex_likeness(text: str) -> float:
    return _likeness(check_sex(text))


def ethnicity_likeness(text: str) -> float:
    clean = trim(squeeze(text))
    return max(_likeness(check_ethnicity(clean)), 0.5 if re.fullmatch(r".{1,5}族", clean) else 0.0)


def _likeness(parsed: Parsed) -> float:
    if parsed.value:
        return 1.0
    return 0.5 if parsed.problem and parsed.problem.suggestion else 0.0
