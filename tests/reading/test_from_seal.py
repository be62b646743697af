"""What only a seal says becomes a field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake_assist.checklist.models import KindSpec
from intake_assist.model import Box, Document, Field, Page, Seal, Source, TextLine
from intake_assist.reading.from_seal import with_seals, without_letters_of_seals

KIND = KindSpec.model_validate(
    {
        "id": "licence",
        "title": "营业执照",
        "recognise": {"titles": ["营业执照"]},
        "fields": [
            {"name": "authority", "title": "登记机关", "type": "authority", "from_seal": True},
            {"name": "name", "title": "名称", "type": "org_name", "labels": ["名称"]},
        ],
    }
)
REGISTRY = Seal(
    Box(10, 10, 90, 90), "round", "red", "许昌市市场监督管理局", 0.9, "许昌市市场监督管理局", legibility=0.95
)
COMPANY = replace(REGISTRY, text="许昌云帆科技有限公司", owner="许昌云帆科技有限公司", legibility=0.99)
PAPER = Document("d", "licence", 0.9, ("a#1",))


def authority(paper: Document, *seals: Seal) -> Field | None:
    page = Page(Source("a"), 100, 100, seals=seals)
    return with_seals(paper, page, {"licence": KIND}).fields.get("authority")


def test_the_registry_is_told_from_its_seal() -> None:
    found = authority(PAPER, COMPANY, REGISTRY)
    assert found is not None
    assert (found.value, found.box, found.page, found.confidence) == (
        REGISTRY.owner,
        REGISTRY.box,
        "a#1",
        0.95,
    )


@pytest.mark.parametrize("seal", [COMPANY, replace(REGISTRY, legibility=0.5), replace(REGISTRY, owner="")])
def test_no_other_seal_will_do(seal: Seal) -> None:
    assert authority(PAPER, seal) is None


def test_print_goes_first_and_a_seal_beside_the_paper_does_not_count() -> None:
    printed = Field("authority", "郑州市市场监督管理局", confidence=0.9)
    assert authority(replace(PAPER, fields={"authority": printed}), REGISTRY) == printed
    assert authority(replace(PAPER, region=Box(0, 200, 100, 300)), REGISTRY) is None


def test_bank_is_told_from_the_unit_that_has_the_account() -> None:
    """Both look like the name of an authority; the one bears the words of banks, the other the name on the paper."""
    fields = [
        {
            "name": "authority",
            "title": "银行",
            "type": "authority",
            "from_seal": True,
            "vocabulary": ["银行"],
        },
        {"name": "account_name", "title": "户名", "type": "org_name", "labels": ["户名"]},
    ]
    kind = KIND.model_copy(
        update={
            "fields": KindSpec.model_validate(
                {"id": "bank", "title": "证明", "recognise": {"titles": ["证明"]}, "fields": fields}
            ).fields
        }
    )
    unit = replace(COMPANY, owner="许昌云帆科技中心")
    paper = replace(PAPER, fields={"account_name": Field("account_name", "许昌云帆科技中心")})

    def told(*seals: Seal) -> str | None:
        found = with_seals(paper, Page(Source("a"), 100, 100, seals=seals), {"licence": kind})
        return found.value("authority")

    bank = replace(REGISTRY, owner="交通银行股份有限公司许昌分行")
    assert told(unit, bank) == bank.owner
    assert told(unit) is None
    assert told(unit, replace(bank, owner="交通限行股份有限公司许昌分行")) == "交通限行股份有限公司许昌分行"


NAME_SEAL = Seal(Box(949, 925, 1057, 1034), "square", "blue", "马晓梅", 0.9, "马晓梅", legibility=0.9)


@pytest.mark.parametrize(
    ("text", "box", "gone"),
    [
        ("梅马", Box(944, 921, 1060, 992), True),  # its letters run down its columns, from the right
        ("印晓", Box(944, 969, 1060, 1036), True),
        ("晓", Box(925, 900, 1084, 1040), True),
        ("马晓梅", Box(970, 960, 1040, 985), False),  # print under the seal is smaller
        ("梅马", Box(700, 921, 816, 992), False),
        ("许昌", Box(944, 921, 1060, 992), False),
    ],
)
def test_letters_of_a_seal_with_a_name_are_no_print(text: str, box: Box, gone: bool) -> None:
    line = TextLine(text, box, 0.99)
    assert without_letters_of_seals([line], [NAME_SEAL]) == (() if gone else (line,))
