"""Kinds beyond the first ones: certificates of organisations, permits, contracts and papers of foreigners."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake_assist.model import Box, Page, Signature, Source
from intake_assist.reading import read, sign_places
from tests.reading.papers import Entry, Kinds, Read, at, changed, page_of, printed, reworded, without

INSTITUTION = printed("""
   600  100  60 事业单位法人证书
   200  220  30 统一社会信用代码
   560  220  30 12411000MB0R12345L
   200  300  30 名称
   420  300  30 许昌市青禾云杉文化馆
   200  360  30 宗旨和
   200  395  30 业务范围
   420  362  30 开展群众文化活动，辅导群众文艺创作；组织
   420  400  30 文化遗产普查与展示。
   200  460  30 住所
   420  460  30 河南省许昌市魏都区龙眼十路75号
   900  300  30 法定代表人
  1120  300  30 吴秋柏
   900  360  30 经费来源
  1120  360  30 财政补助收入
   900  420  30 开办资金
  1120  420  30 ¥200万元
   900  480  30 举办单位
  1120  480  30 许昌市文化广电和旅游局
   200  700  30 有效期
   420  700  30 自2023年05月10日至2028年05月09日
   900  760  30 登记管理机关
  1140  760  30 许昌市事业单位登记管理局
""")
ASSOCIATION = printed("""
   500  100  60 社会团体法人登记证书
   200  220  30 统一社会信用代码
   560  220  30 51411000MJ0R123452
   200  300  30 名称：许昌市青禾云杉商会
   200  360  30 业务范围：行业服务、信息交流、业务培训
   200  420  30 住所：河南省许昌市魏都区龙眼十路75号
   200  480  30 法定代表人：吴秋柏
   200  540  30 活动地域：许昌市
   200  600  30 注册资金：叁万元整
   200  660  30 业务主管单位：许昌市工商业联合会
   900  760  30 发证机关：许昌市民政局
   200  820  30 有效期限：自2023年05月10日至2027年05月09日
   950  800  30 2023年05月10日
""")
NONPROFIT = printed("""
   500  100  60 民办非企业单位登记证书
   700  170  30 （法人）
   200  220  30 统一社会信用代码
   560  220  30 52411000MJ0R12345Y
   200  300  30 名称：许昌市青禾培训学校
   200  360  30 住所：河南省许昌市魏都区龙眼十路75号
   200  420  30 法定代表人：吴秋柏
   200  480  30 开办资金：壹拾万元整
   200  540  30 业务范围：文化艺术培训
   200  600  30 业务主管单位：许昌市教育局
   200  660  30 有效期限：2023年05月10日至2028年05月09日
   900  760  30 发证机关：许昌市民政局
""")
DISPATCH = printed("""
   500  100  60 劳务派遣经营许可证
  1000  200  30 编号：豫K20230012
   200  300  30 单位名称
   500  300  30 许昌青禾云杉人力资源有限公司
   200  360  30 住所
   500  360  30 河南省许昌市魏都区龙眼十路75号
   200  420  30 法定代表人
   500  420  30 吴秋柏
   200  480  30 注册资本
   500  480  30 贰佰万元整
   200  540  30 许可经营事项
   500  540  30 劳务派遣
   200  600  30 有效期限
   500  600  30 2023年05月10日至2026年05月09日
   900  760  30 发证机关
   950  830  30 2023年05月10日
""")
CONTRACT = printed("""
   600  100  60 劳动合同书
   200  300  30 甲方（用人单位）：许昌青禾云杉五金有限公司
   200  360  30 统一社会信用代码：91411002MA9TE5T04A
   200  420  30 法定代表人（主要负责人）：吴秋柏
   200  480  30 乙方（劳动者）：徐青
   200  540  30 居民身份证号码：411002199003071236
   200  620  30 根据《中华人民共和国劳动法》《中华人民共和国劳动合同法》等法律法规，
   200  660  30 甲乙双方经平等自愿、协商一致签订本合同。
   200  720  30 第一条 甲乙双方约定按固定期限：自2026年10月01日起至2029年09月30日止，
   200  760  30 其中试用期从用工之日起2个月。
""")
RESIDENCE_PORTRAIT = printed("""
   200  200  40 姓名
   420  200  40 陈慧敏
   200  280  40 性别
   420  280  40 女
   200  360  40 出生日期
   420  360  40 1985年12月31日
   200  440  40 住址
   420  440  40 广东省深圳市南山区桃园路8号
   200  600  40 公民身份号码
   520  600  40 820000198512310029
   900  120  40 港澳居民居住证
""")
RESIDENCE_EMBLEM = printed("""
   600  200  50 中华人民共和国
   600  300  60 港澳居民居住证
   300  600  36 签发机关
   600  600  36 深圳市公安局
   300  660  36 有效期限
   600  660  36 2023.05.10-2028.05.10
   300  720  36 通行证号码
   600  720  36 H12345678
  1000  720  36 签发次数
  1300  720  36 01
""")
PERMANENT = printed("""
   300  100  50 外国人永久居留身份证
   300  160  30 FOREIGN PERMANENT RESIDENT ID CARD
   300  240  30 姓名/Name
   300  280  36 MARTIN, CLAIRE
   300  340  30 性别/Sex
   300  380  36 女/F
   600  340  30 出生日期/Date of Birth
   600  380  36 1981.08.03
   300  440  30 国籍/Nationality
   300  480  36 加拿大/CAN
   300  540  30 有效期限/Period of Validity
   300  580  36 2024.01.05-2034.01.05
   300  640  30 证件号码/ID No.
   300  680  36 911124198108030024
""")
PASSPORT = printed("""
   200  100  50 护照
   200  160  40 PASSPORT
   500  200  24 类型/Type
   500  230  30 P
   700  200  24 国家码/Country Code
   700  230  30 UTO
  1000  200  24 护照号/Passport No.
  1000  230  30 L898902C3
   500  280  24 姓名/Name
   500  310  30 ERIKSSON, ANNA MARIA
   500  380  24 出生日期/Date of birth
   500  410  30 12 AUG 1974
   900  380  24 有效期至/Date of expiry
   900  410  30 15 APR 2012
   100  800  36 P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
   100  860  36 L898902C36UTO7408122F1204159ZE184226B<<<<<10
""")

FOREIGN_PASSPORT = printed("""
   346  306  27 PASSPORT
   548  310  23 CANADA
   572  355  20 Type
   678  355  20 Code
   807  354  20 Passport No.
   573  371  20 P
   678  370  24 CAN
   805  369  24 G47601439
   572  411  18 Surname
   571  425  22 TAYLOR
   573  464  18 Given names
   573  480  22 EMMA ROSE
   572  515  18 Nationality
   570  531  22 CANADA
   808  515  18 Sex
   808  533  22 F
   573  569  18 Date of birth
   572  587  22 04 MAY 1977
   805  569  18 Date of expiry
   808  587  22 31 MAY 2035
   349  702  24 P<CANTAYL0R<<EMMA<R0SE<<<<<<<<<<<<<<<<<<<<<<
   347  744  24 G476014390CAN7705049F3505311<<<<<<<<<<<<<<<6
""")
SIGNATURES = printed("""
   200  160  30 十、其他
   240  260  30 第二十二条 本合同中的空白处经双方协商一致后填写，不得涂改。本合同
   200  300  30 一式两份，甲乙双方各执一份。
   200  500  30 甲方（盖章）：
   860  500  30 乙方（签字）：徐青
   200  640  30 法定代表人（签字）吴秋柏
   200  740  30 签订日期：2026年10月1日
   860  740  30 签订日期：2026年10月1日
""")


@pytest.mark.parametrize(
    ("entries", "kind", "values"),
    [
        (
            INSTITUTION,
            "institution_certificate",
            {
                "uscc": "12411000MB0R12345L",
                "name": "许昌市青禾云杉文化馆",
                "principal": "吴秋柏",
                "scope": "开展群众文化活动,辅导群众文艺创作;组织文化遗产普查与展示。",
                "capital": "2000000",
                "sponsor": "许昌市文化广电和旅游局",
                "term": "2023-05-10/2028-05-09",
            },
        ),
        (
            ASSOCIATION,
            "association_certificate",
            {
                "uscc": "51411000MJ0R123452",
                "name": "许昌市青禾云杉商会",
                "area": "许昌市",
                "capital": "30000",
                "supervisor": "许昌市工商业联合会",
                "term": "2023-05-10/2027-05-09",
                "issue_date": "2023-05-10",
            },
        ),
        (
            NONPROFIT,
            "nonprofit_certificate",
            {
                "uscc": "52411000MJ0R12345Y",
                "name": "许昌市青禾培训学校",
                "capital": "100000",
                "authority": "许昌市民政局",
            },
        ),
        (
            DISPATCH,
            "dispatch_permit",
            {
                "permit_no": "豫K20230012",
                "name": "许昌青禾云杉人力资源有限公司",
                "matter": "劳务派遣",
                "term": "2023-05-10/2026-05-09",
                "issue_date": "2023-05-10",
            },
        ),
        (
            CONTRACT,
            "labor_contract",
            {
                "employer": "许昌青禾云杉五金有限公司",
                "employee": "徐青",
                "id_number": "411002199003071236",
                "term": "2026-10-01/2029-09-30",
            },
        ),
        (
            RESIDENCE_PORTRAIT,
            "hmt_residence_portrait",
            {"name": "陈慧敏", "sex": "女", "birth": "1985-12-31", "id_number": "820000198512310029"},
        ),
        (
            RESIDENCE_EMBLEM,
            "hmt_residence_emblem",
            {"term": "2023-05-10/2028-05-10", "travel_no": "H12345678", "issues": "1"},
        ),
        (
            PERMANENT,
            "permanent_residence",
            {"name": "MARTIN, CLAIRE", "sex": "女", "birth": "1981-08-03", "id_number": "911124198108030024"},
        ),
        (
            PASSPORT,
            "passport",
            {
                "passport_no": "L898902C3",
                "name": "ERIKSSON ANNA MARIA",
                "nationality": "UTO",
                "birth": "1974-08-12",
                "sex": "女",
                "expiry": "2012-04-15",
            },
        ),
        (
            FOREIGN_PASSPORT,
            "passport",
            {
                "passport_no": "G47601439",
                "name": "TAYLOR EMMA ROSE",
                "nationality": "CAN",
                "birth": "1977-05-04",
                "sex": "女",
                "expiry": "2035-05-31",
            },
        ),
        (
            SIGNATURES,
            "labor_contract",
            {"employee": "徐青", "sign_date": "2026-10-01"},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_kinds(entries: list[Entry], kind: str, values: dict[str, str], document: Read) -> None:
    found = document(entries)
    assert found.kind == kind
    assert {name: found.value(name) for name in values} == values
    assert all(found.fields[name].problem is None for name in values)


def test_a_residence_permit_without_its_title_is_no_identity_card(document: Read) -> None:
    assert document(without(RESIDENCE_PORTRAIT, "港澳居民居住证")).kind == "hmt_residence_portrait"


def test_a_residence_permit_has_a_region_of_its_own(document: Read) -> None:
    found = document(reworded(RESIDENCE_PORTRAIT, "820000198512310029", "411002199003071236"))
    problem = found.fields["id_number"].problem
    assert problem is not None
    assert "810000" in problem.message


def test_a_misread_zone_is_doubted(document: Read) -> None:
    zone = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
    found = document(reworded(PASSPORT, zone, zone.replace("7408122", "7403122")))
    problem = found.fields["birth"].problem
    assert problem is not None
    assert problem.uncertain


def test_a_heading_is_no_name(document: Read) -> None:
    zone = "P<CANTAYL0R<<EMMA<R0SE<<<<<<<<<<<<<<<<<<<<<<"
    name = document(without(FOREIGN_PASSPORT, zone)).fields["name"]
    assert name.value is None
    assert name.problem is not None
    assert name.problem.uncertain


@pytest.mark.parametrize("printed", ["TAYLOR EMMA ROSE", "TAYLOR  EMMA ROSE"])
def test_a_name_in_latin_letters_keeps_its_blanks(printed: str, document: Read) -> None:
    assert document(reworded(PERMANENT, "MARTIN, CLAIRE", printed)).value("name") == "TAYLOR EMMA ROSE"


def test_a_name_in_chinese_characters_has_no_blanks(document: Read) -> None:
    assert document(reworded(RESIDENCE_PORTRAIT, "陈慧敏", "陈 慧敏")).value("name") == "陈慧敏"


# -- the pages of a contract ------------------------------------------------------------------------------


def pages_of_contract(*sources: Source) -> list[Page]:
    first, last = (page_of(entries) for entries in (CONTRACT, SIGNATURES))
    box = Box(1100, 490, 1300, 540)
    signed = replace(last, signatures=(Signature(box, 0.9, "signed", "insured", "乙方(签字)"),))
    return [replace(page, source=source) for page, source in zip((first, signed), sources, strict=True)]


@pytest.mark.parametrize(
    "sources",
    [(Source("a.pdf", 1), Source("a.pdf", 2)), (Source("a.jpg"), Source("b.jpg"))],
    ids=["one file", "two files"],
)
def test_the_page_with_the_signatures_joins_the_first(sources: tuple[Source, Source], kinds: Kinds) -> None:
    (found,) = read(pages_of_contract(*sources), kinds)
    assert found.pages == tuple(source.id for source in sources)
    assert found.value("sign_date") == "2026-10-01"
    assert found.value("id_number") == "411002199003071236"


def test_the_place_to_sign_is_found(kinds: Kinds) -> None:
    last = page_of(SIGNATURES)
    places = sign_places(last, read([last], kinds), kinds)
    assert {place.by for place in places} == {"insured", "principal"}


def test_the_signatures_of_somebody_else_join_no_contract(kinds: Kinds) -> None:
    first, last = pages_of_contract(Source("a.jpg"), Source("b.jpg"))
    others = page_of(reworded(SIGNATURES, "乙方（签字）：徐青", "乙方（签字）：马小露"))
    assert len(read([first, replace(last, lines=others.lines)], kinds)) == 2


def test_a_contract_that_is_signed_already_takes_no_further_page(kinds: Kinds) -> None:
    first, last = pages_of_contract(Source("a.jpg"), Source("b.jpg"))
    assert len(read([replace(first, signatures=last.signatures), last], kinds)) == 2


def test_the_end_of_a_lease_is_no_labour_contract(kinds: Kinds) -> None:
    lease = changed(SIGNATURES, "十、其他", at("租赁期满，承租方应当交还房屋", 200, 160))
    assert [found.kind for found in read([page_of(lease)], kinds)] == [None]
