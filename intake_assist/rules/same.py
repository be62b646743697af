"""材料间一致（C01、C02）

查什么：同一件事在各份材料上是否一致：执照、登记表、账户、授权书上的单位名称，统一社会信用代码，法定代表人
与身份证姓名。

选项：
- ``fields``：两个以上字段，最可靠的写在最前。
- ``compare``：是哪种值：
  ``org`` 单位名称（空格、括号、全半角不算；“有限公司”与“有限责任公司”永远不同），
  ``person`` 姓名（认得“……（委派代表：某某）”），``uscc``，``id_number``，``account``，``phone``，``date``，
  ``address`` 地址（一处多写省、市不算；不同只作提示，相差一两个字的只告知），``text`` 其他文字。
- ``latin``：姓名可能用拉丁字母写的字段（护照）。拉丁字母的姓名与汉字姓名无从比较；与拉丁字母的姓名相比，没有
  一个词相同才算不同。

例：

    - id: X01
      rule: same
      with: {fields: [license.name, reg_form.name, poa.principal_org], compare: org}

回答：
- 通过：都读出来了，而且一致。
- 有问题：与多数材料不同的每一处（没有多数时与最前面的不同）；说明各写什么，两处都标出。
- 不能判断：有没有读出来的；或者差别小到可能是识别有误，而且读得不准。
不足两份材料时不回答；可以没有的字段没有时、没有字号的个体户执照名称为“*”、代码处是旧的工商注册号时，不参加
比较。

默认：suspect，C01（账户类核对请写 ``code: C02``）。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pydantic import Field
from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq, Levenshtein

from intake_assist.model import Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.comparing import Manner, Verdict, compare, compared, latin_words
from intake_assist.rules.context import CHARSET, OLD_NUMBER, READINGS_DIFFER, SURE, Context, Occurrence
from intake_assist.rules.wording import CHECK_PAPER, listed, shown, shown_beside
from intake_assist.values.text import HAN, squeeze

ID = "same"
TITLE = "材料间一致"
SEVERITY = Severity.SUSPECT
CODE: str | None = "C01"
BASIS: str | None = None

_HAN = re.compile(f"[{HAN}]")
_LONG = 12
_ALIKE = 80.0  # of two addresses, by their better matching parts
_RESPONSIBLE = "责任公司"
NAMELESS = "*"
"""What stands on the licence of a trader who uses no name but his own; other papers then give that."""

Group = list[Occurrence]


class Options(base.Options):
    fields: tuple[str, ...] = Field(min_length=2)
    compare: Manner
    latin: tuple[str, ...] = ()

    def references(self) -> tuple[str, ...]:
        return self.fields + self.latin


def check(context: Context, options: Options) -> Iterator[Answer]:
    found = [place for name in options.fields for place in context.fields(name)]
    foreign = [place for name in options.latin for place in context.fields(name)]
    found += [place for place in foreign if _comparable(place, found)]
    places = [place for place in found if not place.absent and not _says_nothing(place)]
    if len({place.document.id for place in places}) < 2:
        return
    groups = _groups([place for place in places if place.value is not None], options.compare)
    unread = [place for place in places if place.value is None and not context.twins(place)]
    if unread:
        yield _unread(unread, places)
    elif len(groups) == 1 and all(place.value is not None for place in places):
        yield Answer.on(State.PASS, f"{_labels(places)}一致。", *places)
    if groups:
        agreed = max(groups, key=lambda group: (_support(group), any(not place.faulty for place in group)))
        for odd in groups:
            if odd is not agreed:
                doubtful = [
                    place for place in odd if not _misread_copy(place, agreed, groups, options.compare)
                ]
                yield from _disagreeing(doubtful, agreed, options.compare)


def _comparable(place: Occurrence, others: Group) -> bool:
    """Whether the name on a foreigner's paper can be held against these. One that is not in Chinese can not be held
    against Chinese ones, nor, when they share a part, against others: there are many ways to write it."""
    names = [other.value for other in others if other.value]
    if place.value is None:
        return place.spec.type == "person" or not any(map(_HAN.search, names))
    words = latin_words(place.value)
    return not words or all(
        compare(place.value, name, "person") is Verdict.SAME
        or not (_HAN.search(name) or words & latin_words(name))
        for name in names
    )


def _says_nothing(place: Occurrence) -> bool:
    """Whether what stands there is right and no value of the kind that is compared."""
    old = place.field.problem is not None and place.field.problem.code == OLD_NUMBER
    return old or place.value == NAMELESS


def _misread_copy(place: Occurrence, agreed: Group, groups: Sequence[Group], manner: Manner) -> bool:
    """Whether another copy of the same paper agrees with the rest and this one only lacks or mistakes a little:
    then the copies do not differ, this one was read badly. So it is when the copies, printed alike, are read in
    as many ways as there are copies, each nearly what the rest say."""
    twins = [other for other in agreed if _same_place(other, place)]
    mine = squeeze(place.value or "")
    others = [group[0] for group in groups if group is not agreed and _same_place(group[0], place)]
    said = squeeze(agreed[0].value or "")
    if len(others) > 1 and _support(agreed) > 1 and _each_in_its_way(others, said, manner):
        return True
    return any(
        twin.document.kind == place.document.kind
        and twin.document.id != place.document.id
        and _lost_some(mine, squeeze(twin.value or ""), manner)
        for twin in twins
    )


def _each_in_its_way(copies: Group, said: str, manner: Manner) -> bool:
    """Whether copies differ a little from what the rest say, and no two of them in the same way: a mistake of the
    paper stands on all its copies, a mistake of reading on one."""
    read = [squeeze(copy.value or "") for copy in copies]
    if manner != "org":
        return all(_alike(text, said) for text in read)
    apart = [Levenshtein.distance(text, said) for text in read]
    return all(_lost_some(text, said, manner) for text in read) and all(
        Levenshtein.distance(read[i], read[j]) >= apart[i] + apart[j]
        for i in range(len(read))
        for j in range(i)
    )


def _same_place(one: Occurrence, other: Occurrence) -> bool:
    return one.material == other.material and one.spec.name == other.spec.name


def _alike(one: str, other: str) -> bool:
    """Two copies of one paper that differ in a character or two."""
    changed = sum(a != b for a, b in zip(one, other, strict=False))
    return len(one) == len(other) and changed <= max(1, len(one) // 5)


def _lost_some(one: str, other: str, manner: Manner) -> bool:
    """Whether two readings of what is printed alike differ by what a stamp or an edge hides; 有限公司 is never read
    for 有限责任公司."""
    if manner != "org":
        return _alike(one, other) or _part_of(one, other) or _lacks_few(one, other)
    if _part_of(one, other) or _part_of(other, one):
        return True
    whole = max(len(one), len(other))
    near = Levenshtein.distance(one, other) <= max(1, whole // (4 if whole >= _LONG else 5))
    return (near or _is_rest_of(one, other)) and (_RESPONSIBLE in one) == (_RESPONSIBLE in other)


def _is_rest_of(one: str, other: str) -> bool:
    """Whether half of a name or more was read, in its order and with no more than one character of a stamp in it."""
    strange = len(one) - LCSseq.similarity(one, other)
    return strange <= 1 and len(one) < len(other) <= 2 * len(one)


def _lacks_few(one: str, other: str) -> bool:
    """Whether nothing but a character or two was overlooked. That the code is too short is said of it anyway."""
    lacking = len(other) - len(one)
    return 0 < lacking <= max(1, len(other) // 9) and Levenshtein.distance(one, other) == lacking


def _part_of(part: str, whole: str) -> bool:
    return 2 * len(part) >= len(whole) and (whole.startswith(part) or whole.endswith(part))


def _groups(places: Group, manner: Manner) -> list[Group]:
    """Places that say the same, in the order of the references."""
    groups: list[Group] = []
    for place in places:
        group = next((g for g in groups if compared(g[0], place, manner) is Verdict.SAME), None)
        if group is None:
            groups.append([place])
        else:
            group.append(place)
    return groups


def _support(group: Group) -> int:
    """How many materials say so: two copies of one form are one voice."""
    return len({place.material or place.document.id for place in group})


def _disagreeing(odd: Group, agreed: Group, manner: Manner) -> Iterator[Answer]:
    """One answer a field, however many copies of its paper there are."""
    fields: dict[tuple[str | None, str], Group] = {}
    for place in odd:
        fields.setdefault((place.material, place.spec.name), []).append(place)
    for places in fields.values():
        if manner != "address" or (places[0].sure and agreed[0].sure):  # no hint from a guess
            yield _difference(places, agreed, manner)


def _difference(places: Group, agreed: Group, manner: Manner) -> Answer:
    odd, right = places[0], agreed[0]
    text = _statement(odd, agreed)
    problem = odd.field.problem
    suggested = problem.suggestion if problem else None
    if problem is not None and suggested is not None and suggested == right.value:
        text += f"很可能是识别有误，{CHECK_PAPER}。"
        # A letter that no code can hold, or a poor reading, is the format rule's finding already.
        told = problem.code == CHARSET or odd.field.confidence < SURE
        answer = Answer.on(State.UNCERTAIN, text, odd, right, suggestion=suggested, blocked=told)
        return replace(answer, places=(odd.place,))
    in_doubt = problem is not None and problem.code == READINGS_DIFFER
    if _cut_short(odd, right) or (odd.faulty and not odd.sure and not in_doubt):
        # That it was read badly is the format rule's finding already.
        return replace(Answer.on(State.UNCERTAIN, text, odd, right, blocked=True), places=(odd.place,))
    if compared(right, odd, manner) is Verdict.UNCLEAR:
        return Answer.on(State.UNCERTAIN, f"{text}可能是识别有误，{CHECK_PAPER}。", *places, right)
    weight = _of_addresses(odd, right) if manner == "address" else None
    return Answer.on(State.FLAG, f"{text}{_remedy(manner)}", *places, right, severity=weight)


def _of_addresses(odd: Occurrence, right: Occurrence) -> Severity:
    """One character more or less, or an end that a stamp hides, is no more than a hint; both addresses are allowed."""
    alike = fuzz.partial_ratio(squeeze(odd.value or ""), squeeze(right.value or "")) >= _ALIKE
    return Severity.INFO if alike else Severity.WARN


def _cut_short(odd: Occurrence, right: Occurrence) -> bool:
    """Whether a number is too short and begins or ends like the other: an edge or a stamp took the rest."""
    if odd.field.problem is None or odd.field.problem.code != "length" or odd.value is None:
        return False
    whole = right.value or ""
    return whole.startswith(odd.value) or whole.endswith(odd.value)


def _statement(odd: Occurrence, agreed: Group) -> str:
    theirs = shown_beside(agreed[0], odd)
    return f"{odd.label}是{shown(odd)}，{_labels(agreed, odd.spec.title)}是{theirs}，应当一致。"


def _remedy(manner: Manner) -> str:
    if manner == "address":
        return "经营地址可以与住所不同，请核对是否填错。"
    return "请申请人核对，更正有误的一份后重新提交。"


def _labels(places: Group, known_title: str | None = None) -> str:
    """``A、B的“名称”``; a field title that was just named is not repeated."""
    titles = {place.spec.title for place in places}
    if titles == {known_title}:
        return listed(place.owner for place in places)
    if len(titles) == 1:
        return f"{listed(place.owner for place in places)}的“{places[0].spec.title}”"
    return listed(place.label for place in places)


def _unread(unread: Group, places: Group) -> Answer:
    others = [place for place in places if place.value is not None]
    with_whom = f"是否与{_labels(others)}一致" if others else "是否一致"
    text = f"{_labels(unread)}没有读出来，请人工核对{with_whom}。"
    return Answer.on(State.UNCERTAIN, text, *unread, blocked=True)
