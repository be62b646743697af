"""Kinds of employers: what a licence of each calls its entries."""

from __future__ import annotations

from dataclasses import dataclass

from samples.generator import words

_COMPANY_CAPITALS = ("500000", "1000000", "2000000", "3050000", "5000000", "10000000", "12000000", "50000000")


@dataclass(frozen=True)
class Entity:
    """`id` is the answer to the question entity_type; an empty label means that the entry is not printed."""

    id: str
    uscc_prefix: str
    types: tuple[str, ...]
    names: tuple[str, ...]
    trades: tuple[tuple[str, str, tuple[str, ...]], ...]
    principal_label: str
    address_label: str = "住所"
    capital_label: str = ""
    estab_label: str = "成立日期"
    term_label: str = ""
    scope_label: str = "经营范围"
    capitals: tuple[str, ...] = ()
    composing: str = ""  # 组成形式 of a sole trader


ENTITIES: dict[str, Entity] = {
    "企业法人": Entity(
        id="企业法人",
        uscc_prefix="91",
        types=(
            "有限责任公司(自然人投资或控股)",
            "有限责任公司(自然人独资)",
            "有限责任公司",
            "其他有限责任公司",
            "有限责任公司(非自然人投资或控股的法人独资)",
        ),
        names=(
            "{city}{own}{trade}有限公司",
            "{bureau}{own}{trade}有限公司",
            "{own}({city}){trade}有限公司",
            "{city}{own}{trade}有限责任公司",
        ),
        trades=words.INDUSTRIES,
        principal_label="法定代表人",
        capital_label="注册资本",
        term_label="营业期限",
        capitals=_COMPANY_CAPITALS,
    ),
    "股份公司": Entity(
        id="企业法人",
        uscc_prefix="91",
        types=("股份有限公司(非上市、自然人投资或控股)", "其他股份有限公司(非上市)"),
        names=("{city}{own}{trade}股份有限公司",),
        trades=words.INDUSTRIES,
        principal_label="法定代表人",
        capital_label="注册资本",
        term_label="营业期限",
        capitals=("30000000", "50000000", "68000000", "100010000"),
    ),
    "分支机构": Entity(
        id="分支机构",
        uscc_prefix="91",
        types=("有限责任公司分公司(自然人投资或控股)", "有限责任公司分公司", "分公司"),
        names=("{bureau}{own}{trade}有限公司{district}分公司",),
        trades=words.INDUSTRIES,
        principal_label="负责人",
        address_label="营业场所",
        term_label="营业期限",
    ),
    "个人独资": Entity(
        id="个人独资",
        uscc_prefix="91",
        types=("个人独资企业",),
        names=("{city}{own}{trade}中心", "{city}{own}{trade}工作室", "{bureau}{own}{trade}厂"),
        trades=words.INDUSTRIES,
        principal_label="投资人",
        capital_label="出资额",
        capitals=("100000", "300000", "500000"),
    ),
    "合伙": Entity(
        id="合伙",
        uscc_prefix="91",
        types=("有限合伙企业",),
        names=("{city}{own}{trade}合伙企业(有限合伙)", "{city}{own}{trade}中心(有限合伙)"),
        trades=words.INDUSTRIES,
        principal_label="执行事务合伙人",
        address_label="主要经营场所",
        capital_label="出资额",
        term_label="合伙期限",
        capitals=("1000000", "5000000", "20000000"),
    ),
    "个体工商户": Entity(
        id="个体工商户",
        uscc_prefix="92",
        types=("个体工商户",),
        names=(
            "{bureau}{district}{own}{trade}",
            "{district}{own}{trade}(个体工商户)",
            "{bureau}{own}{trade}",
            "{district}{own}{trade}",
            "*",
        ),
        trades=words.SHOP_TRADES,
        principal_label="经营者",
        address_label="经营场所",
        estab_label="注册日期",
        composing="个人经营",
    ),
    "农专社": Entity(
        id="农专社",
        uscc_prefix="93",
        types=("农民专业合作社",),
        names=("{bureau}{own}{trade}专业合作社", "{district}{own}{trade}农民专业合作社"),
        trades=words.COOP_TRADES,
        principal_label="法定代表人",
        capital_label="成员出资总额",
        scope_label="业务范围",
        capitals=("300000", "1000000", "3000000"),
    ),
    # certified by others than the registrar of companies
    "事业单位": Entity(
        id="事业单位",
        uscc_prefix="12",
        types=("事业单位",),
        names=("{bureau}{own}文化馆", "{district}{own}卫生服务中心", "{bureau}{own}幼儿园"),
        trades=(("", "群众文体活动", ("开展群众文化活动", "辅导群众文艺创作", "组织文化遗产普查与展示")),),
        principal_label="法定代表人",
        capital_label="开办资金",
        capitals=("300000", "2000000", "5600000"),
    ),
    "社会团体": Entity(
        id="社会团体",
        uscc_prefix="51",
        types=("社会团体",),
        names=("{bureau}{own}商会", "{bureau}{own}行业协会", "{city}{own}志愿者协会"),
        trades=(("", "社会团体", ("行业服务", "信息交流", "业务培训", "承办委托")),),
        principal_label="法定代表人",
        capital_label="注册资金",
        capitals=("30000", "50000", "100000"),
    ),
    "民非": Entity(
        id="民非",
        uscc_prefix="52",
        types=("民办非企业单位",),
        names=("{bureau}{own}培训学校", "{district}{own}社会工作服务中心", "{city}{own}养老服务中心"),
        trades=(("", "社会工作", ("文化艺术培训", "社会工作服务", "养老服务")),),
        principal_label="法定代表人",
        capital_label="开办资金",
        capitals=("100000", "300000", "500000"),
    ),
}
