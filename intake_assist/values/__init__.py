"""Pure value parsers and validators.

``parse(type_id, text)`` brings a printed text to the normal form of its type and says what is wrong with it
as far as the text alone can tell. There is no clock here: whether a date has passed is for the rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from intake_assist.values import (
    amounts,
    bank,
    dates,
    id_number,
    marks,
    mrz,
    names,
    person_facts,
    phone,
    places,
    residence,
    text,
    uscc,
)
from intake_assist.values.base import Parsed, ValueType

__all__ = ["TYPES", "Parsed", "ValueType", "parse"]

_TYPES = (
    ValueType("text", "文字", text.check, text.looks_like),
    ValueType("person", "姓名", names.check_person, names.person_likeness),
    ValueType("org_name", "单位名称", names.check_org, names.org_likeness),
    ValueType("uscc", "统一社会信用代码", uscc.check, uscc.looks_like, 18),
    ValueType("id_number", "公民身份号码", id_number.check, id_number.looks_like, 18),
    ValueType("foreign_id", "港澳台居民或外国人证件号码", residence.check, residence.looks_like),
    ValueType("hmt_residence_no", "港澳台居民居住证号码", residence.check_permit, residence.looks_like),
    ValueType(
        "permanent_residence_no", "外国人永久居留身份证号码", residence.check_permanent, residence.looks_like
    ),
    ValueType("hmt_travel_no", "通行证号码", residence.check_travel_permit, residence.looks_like),
    ValueType("passport_no", "护照号码", mrz.check_number, mrz.number_likeness),
    ValueType("mrz_name", "机读区姓名", mrz.check_name, mrz.name_likeness),
    ValueType("mrz_birth", "机读区出生日期", mrz.check_birth, mrz.date_likeness),
    ValueType("mrz_expiry", "机读区有效期", mrz.check_expiry, mrz.date_likeness),
    ValueType("mrz_sex", "机读区性别", mrz.check_sex, mrz.sex_likeness),
    ValueType("date", "日期", dates.check_date, dates.date_likeness),
    ValueType("period", "期限", dates.check_period, dates.period_likeness),
    ValueType("amount", "金额", amounts.check, amounts.looks_like),
    ValueType("account", "银行账号", bank.check_account, bank.account_likeness),
    ValueType("bank_card", "银行卡号", bank.check_card, bank.card_likeness),
    ValueType("phone", "电话号码", phone.check, phone.looks_like),
    ValueType("postcode", "邮政编码", phone.check_postcode, phone.postcode_likeness),
    ValueType("approval_no", "基本存款账户编号", bank.check_approval, bank.approval_likeness),
    ValueType("year_month", "年月", dates.check_year_month, dates.year_month_likeness),
    ValueType("sex", "性别", person_facts.check_sex, person_facts.sex_likeness),
    ValueType("ethnicity", "民族", person_facts.check_ethnicity, person_facts.ethnicity_likeness),
    ValueType("address", "地址", places.check_address, places.address_likeness),
    ValueType("authority", "机关名称", places.check_authority, places.authority_likeness),
    ValueType("tick", "勾选", marks.check_tick, marks.tick_likeness),
    ValueType("number", "数字", marks.check_number, marks.number_likeness),
    ValueType("integer", "整数", marks.check_integer, marks.integer_likeness),
)

TYPES: Mapping[str, ValueType] = MappingProxyType({kind.id: kind for kind in _TYPES})


def parse(type_id: str, text: str) -> Parsed:
    """The value of `text` as printed, and its problem. KeyError for a type that is not in `TYPES`."""
    return TYPES[type_id].parse(text)
