from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_assist.values import names
from intake_assist.values.names import Comparison

NAME = "河南鑫达建筑工程有限公司"
han = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=12)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("河南鑫达建筑工程有限公司", "河南鑫达建筑工程有限公司"),
        ("河南 鑫达建筑　工程有限公司", "河南鑫达建筑工程有限公司"),
        ("鑫达（许昌）建筑有限公司", "鑫达(许昌)建筑有限公司"),
        ("鑫达〔许昌〕建筑【有限】公司", "鑫达(许昌)建筑(有限)公司"),
        ("河南鑫达建筑工程有限公司。", "河南鑫达建筑工程有限公司"),
        (":河南鑫达建筑工程有限公司,", "河南鑫达建筑工程有限公司"),
        ("许昌鑫达企业管理中心(有限合伙)", "许昌鑫达企业管理中心(有限合伙)"),
        ("许昌鑫达企业管理中心有限合", "许昌鑫达企业管理中心(有限合伙)"),
        ("许昌鑫达企业管理中心(有限合伙", "许昌鑫达企业管理中心(有限合伙)"),
        ("许昌鑫达税务师事务所(特殊普通合)", "许昌鑫达税务师事务所(特殊普通合伙)"),
        ("许昌鑫达有限合作社", "许昌鑫达有限合作社"),
        ("ＡＢＣ科技公司", "ABC科技公司"),
        ("(盖许昌鑫达建筑有限公司", "许昌鑫达建筑有限公司"),
        ("(章许昌鑫达建筑有限公司", "许昌鑫达建筑有限公司"),
        ("(盖章):许昌鑫达建筑有限公司", "许昌鑫达建筑有限公司"),
        ("公章)许昌鑫达建筑有限公司", "许昌鑫达建筑有限公司"),
        ("章丘市鑫达建筑有限公司", "章丘市鑫达建筑有限公司"),
        ("盖州市鑫达建筑有限公司", "盖州市鑫达建筑有限公司"),
        ("公章制作有限公司", "公章制作有限公司"),
        ("*", "*"),
        ("***", "*"),
        ("★", "*"),
    ],
)
def test_org_values(text: str, value: str) -> None:
    assert names.check_org(text) == (value, None)


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("", None, "unread"),
        ("。", None, "unread"),
        ("12345678", "12345678", "malformed"),
        ("河", "河", "malformed"),
    ],
)
def test_org_problems(text: str, value: str | None, code: str) -> None:
    parsed = names.check_org(text)
    assert parsed.value == value
    assert parsed.problem is not None
    assert parsed.problem.code == code


@pytest.mark.parametrize(
    ("a", "b", "result"),
    [
        (NAME, NAME, "same"),
        (NAME, "河南 鑫达建筑工程有限公司 ", "same"),
        ("鑫达(许昌)建筑有限公司", "鑫达（许昌）建筑有限公司", "same"),
        ("abc科技公司", "ＡＢＣ科技公司", "same"),
        (NAME, "河南鑫达建筑工程有限责任公司", "different"),
        ("河南末来工程有限公司", "河南未来工程有限责任公司", "different"),
        (NAME, "河南鑫达建筑工程有限公司许昌分公司", "different"),
        (NAME, "河南鑫达建筑工程股份有限公司", "different"),
        (NAME, "河南鑫达装饰工程有限公司", "different"),
        ("许昌诚达商贸有限公司", "许昌城达商贸有限公司", "different"),
        ("许昌市鑫达公司", "许昌鑫达公司", "different"),
        ("河南未来工程有限公司", "河南末来工程有限公司", "unclear"),
        ("河南未来天士有限公司", "河南末来天土有限公司", "unclear"),
        ("河南未天士有限公司", "河南末夫土有限公司", "different"),
        (NAME, "河南鑫达建筑工程有限公", "unclear"),
        (NAME, "河南鑫达建筑工程有限", "unclear"),
        (NAME, "河南鑫达建筑工程", "different"),
        (NAME, NAME[1:], "unclear"),
        ("洛阳市葭弦电子科技有限公司西工区分公司", "安电子科技有限公司西工区分公司", "unclear"),
        ("许昌青禾集团有限公司一分公司", "二分公司", "different"),
        ("许昌青禾云杉七一路店", "五一路店", "different"),
        ("许昌茗樾机械制造有限责任公司", "茗樾机械制造责任公司", "different"),
        ("洛阳市葭弦电子科技有限公司", "昌安电子科技有限公司", "different"),
        (NAME, NAME[2:], "different"),
        ("许昌市鑫达公司", "昌市鑫达公司", "unclear"),
        ("大鑫达公司", "鑫达公司", "different"),
        ("", NAME, "unclear"),
        ("", "", "unclear"),
        ("*", NAME, "unclear"),
    ],
)
def test_compare_orgs(a: str, b: str, result: Comparison) -> None:
    assert names.compare_orgs(a, b) == result
    assert names.compare_orgs(b, a) == result


@given(han)
def test_the_two_kinds_of_limited_company_always_differ(name: str) -> None:
    assert names.compare_orgs(f"{name}有限公司", f"{name}有限责任公司") == "different"


@given(han, st.sampled_from([" ", "　", "·", ""]))
def test_blanks_and_dots_make_no_difference(name: str, blank: str) -> None:
    assert names.compare_orgs(f"{name}有限公司", f"{name}{blank}有限公司") == "same"
    assert names.compare_people(name, blank.join(name)) == "same"


def test_lookalike_groups_do_not_overlap() -> None:
    members = "".join(names._LOOKALIKE_GROUPS.split())
    assert len(members) == len(set(members)) == len(names._LOOKALIKE)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("吴秋芳", "吴秋芳"),
        ("张 三", "张三"),
        ("张　三", "张三"),
        (" 张三。", "张三"),
        ("买买提·阿卜杜拉", "买买提·阿卜杜拉"),
        ("买买提•阿卜杜拉", "买买提·阿卜杜拉"),
        ("买买提．阿卜杜拉", "买买提·阿卜杜拉"),
        ("买买提 · 阿卜杜拉", "买买提·阿卜杜拉"),
        ("买买提・阿卜杜拉", "买买提·阿卜杜拉"),
        ("ZHANG  San", "ZHANG San"),
        ("John Q. Smith", "John Q. Smith"),
        ("⼈员", "人员"),
    ],
)
def test_person_values(text: str, value: str) -> None:
    assert names.check_person(text) == (value, None)


@pytest.mark.parametrize(
    ("text", "value", "code", "uncertain"),
    [
        ("", None, "unread", False),
        ("--", None, "unread", False),
        ("张3", "张3", "malformed", False),
        ("411002", "411002", "malformed", False),
        ("(", "(", "malformed", False),
        ("X", "X", "malformed", False),
        ("张三(签字)", "张三(签字)", "malformed", False),
        ("姓名:张三", "姓名:张三", "malformed", False),
        ("张", "张", "length", True),
        ("河南鑫达建筑工程有限公司", "河南鑫达建筑工程有限公司", "length", True),
    ],
)
def test_person_problems(text: str, value: str | None, code: str, uncertain: bool) -> None:
    parsed = names.check_person(text)
    assert parsed.value == value
    assert parsed.problem is not None
    assert (parsed.problem.code, parsed.problem.uncertain) == (code, uncertain)


@pytest.mark.parametrize(
    ("a", "b", "result"),
    [
        ("张三", "张 三", "same"),
        ("买买提·阿卜杜拉", "买买提阿卜杜拉", "same"),
        ("Zhang San", "ZHANGSAN", "same"),
        ("张三", "李四", "different"),
        ("张三", "张三丰", "different"),
        ("张微", "张徽", "unclear"),
        ("王天微", "玉夫徽", "different"),
        ("王", "王芳", "unclear"),
        ("李", "王芳", "different"),
        ("买买提·阿卜", "买买提·阿卜杜拉", "unclear"),
        ("", "王芳", "unclear"),
    ],
)
def test_compare_people(a: str, b: str, result: Comparison) -> None:
    assert names.compare_people(a, b) == result
    assert names.compare_people(b, a) == result


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (NAME, "有限责任公司(自然人独资)"),
        ("许昌鑫达企业管理中心(有限合伙)", "建筑材料销售,货物进出口"),
        ("有限责任公司(自然人独资)", "成立日期2019年7月"),
        ("建筑材料销售,货物进出口", "鑫达"),
        ("鑫达", "1000元"),
        ("*", "91411002"),
    ],
)
def test_org_likeness_ranks(better: str, worse: str) -> None:
    assert names.org_likeness(better) > names.org_likeness(worse)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("买买提·阿卜杜拉", "吴秋芳"),
        ("吴秋芳", "ZHANG San"),
        ("ZHANG San", "鑫达商行"),
        ("法定代表人", "2019年"),
        ("吴秋芳", "鑫达商行"),
        ("张三", "长期"),
        ("张", "91411002"),
        ("吴秋芳", "受托人"),
        ("张三", "使用"),
        ("诸葛静怡", "理社会"),
    ],
)
def test_person_likeness_ranks(better: str, worse: str) -> None:
    assert names.person_likeness(better) > names.person_likeness(worse)


def test_form_alone_is_a_fragment_of_a_name() -> None:
    for text in ("公司", "有限公司", "技有限公司", "股份有限公司", "有限责任公司"):
        assert names.is_fragment(text)
        assert names.org_likeness(text) < 0.5
    assert not names.is_fragment(NAME)
    assert names.compare_orgs("程有限公司", NAME) == "unclear"
    assert names.compare_orgs("甲有限公司", NAME) == "unclear"


@pytest.mark.parametrize(
    "text",
    [
        "仅供社保登记使用",
        "供社保券记使用中公司安永丰支行",
        "保务称保业务",
        "此复印件仅用于",
        "与原科份有限公司",
        "仅共社保",
    ],
)
def test_the_words_of_a_usage_stamp_are_no_name(text: str) -> None:
    parsed = names.check_org(text)
    assert parsed.value is None
    assert parsed.problem is not None
    assert parsed.problem.uncertain
    assert names.org_likeness(text) == 0.0


@pytest.mark.parametrize("text", ["国药一致药店有限公司", "许昌社保服务有限公司", "许昌业务外包有限公司"])
def test_such_words_within_a_name_are_the_name_s_own(text: str) -> None:
    assert names.check_org(text).problem is None
    assert names.org_likeness(text) == 1.0


@pytest.mark.parametrize(
    ("lost", "result"),
    [
        ("河南鑫达", "unclear"),
        ("鑫达(许昌)", "unclear"),
        ("河南", "different"),
        ("河南省许昌市", "different"),
    ],
)
def test_name_that_lacks_its_beginning(lost: str, result: Comparison) -> None:
    """No name is without the part that tells it from others; a place it may do without."""
    assert names.compare_orgs("建筑工程有限公司", lost + "建筑工程有限公司") == result


def test_what_is_whole_by_itself() -> None:
    assert names.org_likeness("*") == names.org_likeness("许昌鑫达小吃店(个体工商户)") == 1.0
