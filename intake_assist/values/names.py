"""Names of organisations and of people, and whether two of them mean the same.

Two names that differ only where a recogniser may have erred are neither the same nor different: *unclear*.
"""

from __future__ import annotations

import re
from typing import Literal

from intake_assist.values.base import Parsed, quoted, unread, wrong
from intake_assist.values.stamp_words import holds_stamp
from intake_assist.values.text import HAN, nfkc, spaced, squeeze, trim

# A partner that is an organisation, and who acts for it: 某某公司(委派代表:某某).
_DELEGATE = re.compile(rf"[{HAN}A-Za-z0-9()]{{4,40}}[(]委派代表:?[{HAN}·]{{2,12}}[)]?")
_PARTNER = re.compile(rf"[{HAN}A-Za-z0-9()]{{2,40}}(?:公司|企业|中心|\(有限合伙\)|\(普通合伙\))")
_PERSON = rf"[{HAN}·A-Za-zÀ-ɏ ,.'’\-]+"
_NO_NAMES = frozenset({"长期", "永久", "男", "女", "中国", "汉族", "居民身份证", "使用"})
# Words of labels and of stamps on copies, which no name of a person holds.
_NO_NAME = re.compile(
    r"[受委]托人|代理人|经办人|负责人|代表人|证件"
    r"|社会|社保|保险|登记|复印|无效|原件|与原|一致|仅供|供办|办理|使用|核对"
)

Comparison = Literal["same", "different", "unclear"]

_OPENING = "〔【[{〈《〖"
_CLOSING = "〕】]}〉》〗"
_BRACKETS = str.maketrans(_OPENING + _CLOSING, "(" * len(_OPENING) + ")" * len(_CLOSING))
_DOTS = re.compile(r"[·•・‧∙⋅･.。]")
_LONG_NAME = 6
_LONGER_THAN_A_PLACE = 4
_LONG_END = 10  # characters
_END_OF_LABEL = re.compile(r"^(?:\((?:[盖公签]章?|章)\)?|[盖公签]章\)):?(?=..)")
"""What is left of ``单位名称(盖章)`` before a name; no name begins with a bracket."""
NO_NAME = "*"
"""What stands for the name of a business that has none."""
_STARS = "*★☆✱＊※"
_WHOLE = re.compile(
    r"(?:公司|[厂店社行院部所局会场馆站队室处校]|中心|企业|集团|合伙|超市|市场|幼儿园|\((?:特殊)?(?:普通|有限)合伙\)|\(个体工商户\))$"
)
_PARTNERSHIP = re.compile(r"(?<=..)\(?(特殊普通|普通|有限)合伙?[()公]?$")
_FORM_ALONE = re.compile(r".?(?:(?:股份)?有限)?(?:责任)?公司")
_CORE = re.compile(r"公司|合作社|事务所|企业|工作室|经营部|分局|支行|合伙")

# Characters that differ by one short stroke, by which of two strokes is longer, or by a small opening: on a
# poor copy one is read for the other. Characters that differ by a whole component (城 诚) are not here: those
# are read well, so that a difference there is a difference of the papers.
_LOOKALIKE_GROUPS = """
人入八 己已巳 未末 土士 日曰目 千干于 天夫无 大太犬 王玉主 田由甲申 自白 贝见 宇字 治冶 微徽 侯候
准淮 戊戌戍 栗粟 哀衷 幸辛 亨享 今令 斤斥 历厉 厂广 丁了 力刀 午牛 开井 木本术 乌鸟
风凤 折拆 晴睛 免兔 竞竟 沾沽 壶壸 汆氽 祟崇 茶荼 抡抢 沦沧 梁粱 拔拨 毫亳 母毋
方万 丸九 洒酒 涧洞 荻获
"""
_LOOKALIKE = {char: group for group in _LOOKALIKE_GROUPS.split() for char in group}


# -- organisations ----------------------------------------------------------------------------------------


def check_org(text: str) -> Parsed:
    """The value is NFKC without blanks, brackets in ASCII; ``*`` stands for a business without a name."""
    name = _org(text)
    if not name:
        return unread("名称")
    if _is_stamped(name):
        return wrong("malformed", "单位名称上压着条章，没有读出来", uncertain=True)
    if name != NO_NAME and len(re.findall(rf"[{HAN}A-Za-z]", name)) < 2:
        return wrong("malformed", f"不像单位名称：{quoted(name)}", name)
    return Parsed(name)


def _org(text: str) -> str:
    clean = squeeze(text)
    if clean and not clean.strip(_STARS):
        return NO_NAME
    return _with_whole_form(_END_OF_LABEL.sub("", trim(nfkc(clean.translate(_BRACKETS)))))


def _with_whole_form(name: str) -> str:
    """The name with the form of a partnership that stands at its end, of which a seal may have left ``有限合``."""
    return _PARTNERSHIP.sub(r"(\1合伙)", name)


def org_key(name: str) -> str:
    """What is compared: no blanks, brackets or dots, capitals. 有限公司 is not 有限责任公司."""
    plain = re.sub(r"[()·•・.,，。、*\-]", "", _org(name))
    return re.sub(rf"(?<=[{HAN}])[Il|'](?=[{HAN}])", "", plain).upper()  # a speck or the edge of a seal


def compare_orgs(a: str, b: str) -> Comparison:
    """Unclear: up to two look-alikes differ, or one name is what is left of the other: it breaks off within its last
    quarter, lacks its first character (no name begins with the second half of a place's), or is no more than its
    end."""
    one, other = sorted((org_key(a), org_key(b)), key=len)
    if not one:
        return "unclear"
    if one == other:
        return "same"
    if _lookalikes(one, other, 2) or _is_beheaded(one, other):
        return "unclear"
    if _is_clipped(one, other, max(2, len(other) // 4)) and not _is_whole(one):
        return "unclear"
    if _is_tail(one, other):
        return "unclear"
    return "different"


def _is_tail(short: str, long: str) -> bool:
    """Whether one name is what was left of the end of the other: before a long end one character may be what was made
    of all that a stamp hides, as a company's own name has two characters or more (企业名称登记管理规定 第八条)."""
    exact = long.endswith(short)
    nearly = long.endswith(short[1:]) and (is_fragment(short) or len(short) > _LONG_END)
    return (exact or nearly) and (is_fragment(short) or _lost_its_head(long[: -len(short)]))


def _lost_its_head(head: str) -> bool:
    """Whether what one name lacks at its beginning is more than the place that a name may do without."""
    return len(head) >= _LONGER_THAN_A_PLACE and head[-1] not in "省市区县州盟旗镇乡"


def is_fragment(name: str) -> bool:
    """Whether of the name of an organisation hardly more was read than its form."""
    return _FORM_ALONE.fullmatch(_org(name)) is not None


def _is_whole(name: str) -> bool:
    """Whether the name has an end that names of organisations have, so that it is not clipped."""
    return bool(_WHOLE.search(name))


def _lookalikes(a: str, b: str, most: int) -> bool:
    if len(a) != len(b):
        return False
    odd = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(odd) <= most and all(y in _LOOKALIKE.get(x, "") for x, y in odd)


def _is_clipped(short: str, long: str, most: int) -> bool:
    return len(short) >= 2 and long.startswith(short) and len(long) - len(short) <= most


def _is_beheaded(short: str, long: str) -> bool:
    return len(short) >= _LONG_NAME and long[1:] == short


def _is_stamped(name: str) -> bool:
    """Whether the words of a usage stamp were read in the place of the name or together with it."""
    return holds_stamp(name) or (not _is_whole(name) and "业务" in name)


def org_likeness(text: str) -> float:
    name = _org(text)
    if _is_stamped(name):
        return 0.0
    if name == NO_NAME:
        return 1.0
    if not re.search(rf"[{HAN}]{{2}}", name) or not 4 <= len(name) <= 60:
        return 0.2 if re.fullmatch(rf"[{HAN}]{{2,3}}", name) else 0.0
    if re.search(r"[0-9]{5}|[年月]", name):
        return 0.2
    if _is_whole(name):
        return 0.3 if is_fragment(name) else 1.0
    return 0.7 if _CORE.search(name) else 0.3


# -- people -----------------------------------------------------------------------------------------------


def check_person(text: str) -> Parsed:
    """The value is NFKC; Chinese names without blanks, their parts joined by ``·``; others single-spaced."""
    name = _person(text)
    if not name:
        return unread("姓名")
    if _DELEGATE.fullmatch(_org(text)):
        return Parsed(_org(text))
    if not re.fullmatch(_PERSON, name) or not re.search(rf"[{HAN}]|[A-Za-z]{{2}}", name):
        return wrong("malformed", f"不像姓名：{quoted(name)}", name)
    return _judge_length(name)


def _person(text: str) -> str:
    name = trim(spaced(text))
    return trim(nfkc(_DOTS.sub("·", squeeze(name)))) if re.search(rf"[{HAN}]", name) else name


def _judge_length(name: str) -> Parsed:
    longest = max(map(len, re.split("·", name)))
    if len(name) == 1:
        return wrong("length", "姓名只读到1个字，请与原件核对", name, uncertain=True)
    if re.search(rf"[{HAN}]", name) and (longest > 8 or len(name) > 30):
        return wrong("length", "姓名过长，请与原件核对", name, uncertain=True)
    return Parsed(name)


def person_key(name: str) -> str:
    """What is compared: without blanks and dots, Latin letters in capitals."""
    return re.sub(r"[\W_]", "", _DOTS.sub("", squeeze(name))).upper()


def compare_people(a: str, b: str) -> Comparison:
    """Unclear: one look-alike character differs, or only the first character of one name was read."""
    one, other = sorted((person_key(a), person_key(b)), key=len)
    if not one:
        return "unclear"
    if one == other:
        return "same"
    if _lookalikes(one, other, 1) or (len(one) == 1 and one in other) or _lost_part(one, other):
        return "unclear"
    return "different"


def _lost_part(short: str, long: str) -> bool:
    """Long names of several parts often run into the next line and lose their end."""
    return len(short) >= 4 and len(long) >= 6 and long.startswith(short)


def person_likeness(text: str) -> float:
    name = _person(text)
    if name in _NO_NAMES:
        return 0.0
    if _DELEGATE.fullmatch(_org(text)):
        return 1.0
    if _NO_NAME.search(name):
        return 0.05
    if _PARTNER.match(_org(text)):
        return 0.4
    if re.fullmatch(rf"[{HAN}]{{2,4}}", name):
        return 0.3 if _is_whole(name) and len(name) > 3 else 0.9
    if re.fullmatch(rf"[{HAN}]{{1,8}}(?:·[{HAN}]{{1,10}})+", name):
        return 1.0
    if re.fullmatch(r"[A-Za-z][A-Za-z ,.'\-]{2,40}", name):
        return 0.5
    return 0.3 if re.fullmatch(rf"[{HAN}]{{1,6}}", name) else 0.0
