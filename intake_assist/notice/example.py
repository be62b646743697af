"""Invented notices and receipts that show a template at work: the longest, the shortest, the usual."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from intake_assist.notice.content import (
    Applicant,
    Fault,
    Faults,
    Matter,
    Mended,
    Missing,
    Notice,
    Occasion,
    Office,
    Receipt,
    Received,
)

OCCASION = Occasion(
    "20261122-03-0007", dt.date(2026, 11, 22), "20261122-0031", dt.datetime(2026, 11, 22, 9, 5)
)
OFFICE = Office(
    "样例市社会保险中心",
    "3号窗口",
    "安然",
    "0312",
    "0374-5550101",
    "样例市建安大道1号政务服务大厅二楼",
    "工作日 9:00—17:00",
)
APPLICANT = Applicant("许昌云帆科技有限公司", "91411002MA9TE5T04A", "赵明")
MATTER = Matter("si_employer_registration", "企业社保开户（单位参保登记）", "2026.11", "样例市办事指南")

_POA = Missing(
    ("k1",),
    "poa",
    "授权委托书",
    "未提交",
    "原件1份，加盖单位公章，法定代表人（负责人）签字或者盖名章",
    "《民法典》第165条",
)
_CARD = Missing(
    ("k2",),
    "legal_id",
    "法定代表人（负责人）身份证",
    "缺身份证国徽面",
    "复印件1份，复印件加盖单位公章",
    "《社会保险费征缴暂行条例》第7条",
)
_BANK = Missing(
    ("k3",),
    "bank",
    "银行账户证明",
    "未提交",
    "复印件1份，复印件加盖单位公章",
    "《社会保险费征缴暂行条例》第7条",
    dt.date(2026, 12, 7),
)
_NAME = Fault(
    ("k4",),
    "单位名称",
    "“单位名称”是“许昌云帆科技有限责任公司”，营业执照的“名称”是“许昌云帆科技有限公司”，应当一致",
    "各份材料填写一致，并与证照相符",
    "核对，更正有误的一份后重新提交",
    "《社会保险法》第57条",
    "C01",
)
_BLANK = Fault(
    ("k5",),
    "经办人电话（第2页）",
    "“经办人电话”没有填写",
    "必填栏目填写完整、清楚",
    "补填",
    "《社会保险费征缴暂行条例》第7条",
    "M02",
    True,
)
_OVER = Fault(
    ("k6",),
    "有效期限",
    "“有效期限”已于2021年9月24日到期",
    "证件、文书在有效期内",
    "换用有效的经办人身份证",
    "《居民身份证法》第5条",
    "V01",
)
_RECEIVED = (
    Received("reg_form", "社会保险登记表", 2, 2, "原件", "需补正"),
    Received("license", "营业执照", 1, 1, "复印件", "齐全"),
    Received("agent_id", "经办人身份证", 1, 1, "复印件", "需补正"),
    Received("dispatch_permit", "劳务派遣经营许可证", 0, 0, "", "免提交", "数据共享"),
)

USUAL = Notice(
    OCCASION,
    OFFICE,
    APPLICANT,
    MATTER,
    missing=(_POA, _CARD),
    faults=(
        Faults("reg_form", "社会保险登记表", (_NAME, _BLANK)),
        Faults("agent_id", "经办人身份证", (_OVER,)),
    ),
    deferred=(_BANK,),
    mended=(Mended("k7", "社会保险登记表", "“邮政编码”没有填写"),),
    received=_RECEIVED,
    supplement_by=dt.date(2026, 12, 22),
    consequence="逾期未补正的，视为撤回申请，可以重新提出申请",
    channels=("到原受理窗口当面补交",),
    hints=("用人单位应当自用工之日起三十日内为职工申请办理社会保险登记",),
    remarks="登记表可以在窗口领取",
)
DEFERRED_ONLY = replace(
    USUAL,
    missing=(),
    faults=(),
    mended=(),
    supplement_by=None,
    consequence="",
    channels=(),
    hints=(),
    remarks="",
)
BARE = Notice(
    Occasion("20261122-03-0008", dt.date(2026, 11, 22)),
    Office("样例市社会保险中心"),
    Applicant(),
    MATTER,
    missing=(_POA,),
)
NOTICES = (USUAL, DEFERRED_ONLY, BARE)
RECEIPT = Receipt(OCCASION, OFFICE, APPLICANT, MATTER, _RECEIVED[:3], 1, "验看了营业执照原件")
