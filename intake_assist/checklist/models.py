"""What a checklist file and a document-kind file may say.

Three kinds of YAML: `KindSpec` (checklists/kinds/*.yaml) tells how a document is recognised and which fields
it has; `MatterSpec` (checklists/*.yaml) tells which materials a matter (事项) asks for and which checks run
over them; `SealWords` (checklists/seals.yaml) by which words a seal is known. All are data only; what they mean
is decided in `reading` and `rules`.

The Chinese titles and descriptions are what an editor shows the person who writes a file (see `schema`).
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from intake_assist.model import Severity

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
ReasonCode = Literal[
    "M01",
    "M02",
    "M03",
    "S01",
    "S02",
    "S03",
    "S04",
    "S05",
    "C01",
    "C02",
    "C03",
    "V01",
    "V02",
    "Q01",
    "P01",
    "A01",
]
Word = Annotated[str, Field(min_length=2)]
NonEmpty = Annotated[str, Field(min_length=1)]
MAX_ALTERNATIVES = 20

_YES_NO = {
    **dict.fromkeys(("true", "yes", "y", "on", "1", "是", "有", "对"), True),
    **dict.fromkeys(("false", "no", "n", "off", "0", "否", "不", "不是", "没有", "无"), False),
}
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def parse_yes_no(text: str) -> bool | None:
    """``true/false``, ``yes/no``, ``是/否`` and the like; None for anything else."""
    return _YES_NO.get(text.strip().casefold())


def _iso_date(value: object) -> object:
    """Only ``2026-11-01``: pydantic alone would take a bare number for seconds since 1970."""
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str) and _ISO_DATE.fullmatch(value.strip()):
        return value.strip()
    raise PydanticCustomError("iso_date", "not an ISO date")


Date = Annotated[dt.date, BeforeValidator(_iso_date)]


def _about(title: str, description: str) -> ConfigDict:
    return ConfigDict(title=title, json_schema_extra={"description": description})


class Spec(BaseModel):
    """Base of everything in a checklist file: unknown keys are errors, values are never changed later."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, allow_inf_nan=False)


# -- document kinds ---------------------------------------------------------------------------------------


class Anchor(Spec):
    """A text whose presence speaks for (or, with a negative weight, against) the kind."""

    model_config = _about("特征文字", "纸面上出现它，就更像（权重为负则更不像）这种文件。")

    text: str = Field(min_length=1, title="文字", description="纸面上印的文字。")
    weight: float = Field(default=1.0, title="权重", description="越大越能说明问题，负数表示不像。")


class Recognise(Spec):
    """How the kind is told from others.

    `titles` are headings printed large; a heading found decides almost alone. `anchors` are labels and
    phrases with weights; together they must reach `enough`. `reject` are texts that rule the kind out. `card`
    tells a small card, of which two faces may share a sheet.
    `card` kinds are faces of a card, several of which may be copied on one sheet.
    """

    model_config = _about("怎样认出", "怎样把这种文件与别的文件分开。")

    titles: tuple[str, ...] = Field(
        default=(), title="大标题", description="印得较大的标题，认出一个基本就能确定。"
    )
    anchors: tuple[Anchor, ...] = Field(default=(), title="特征文字", description="标签和短语，各有权重。")
    reject: tuple[str, ...] = Field(
        default=(), title="排除文字", description="出现任何一个就肯定不是这种文件。"
    )
    enough: float = Field(default=3.0, title="够用的权重", description="特征文字的权重合计达到它才算认出。")
    card: bool = Field(
        default=False, title="小卡片", description="是身份证这样的小卡片，一张纸上可能印着两面。"
    )


class UnderSpec(Spec):
    """Labels that count only where one of `headings` governs them: left of them in the block, or above."""

    model_config = _about("栏目下的标签", "只在某个栏目里才算数的标签。")

    headings: tuple[str, ...] = Field(
        min_length=1, title="栏目", description="栏目标题，如“缴费单位专管员”。"
    )
    labels: tuple[str, ...] = Field(min_length=1, title="标签", description="栏目里的标签，如“姓名”。")


class UnfilledSpec(Spec):
    """An empty place may be right so where the value of another `field` holds a word: `why` says it to the clerk.
    `sign` is what is printed there then."""

    model_config = _about("可以空着", "某个字段的值里有某个词时，空着不一定是漏填，请窗口人员看一眼。")

    field: Id = Field(title="看哪个字段", description="字段名，如 type。")
    holds: str = Field(min_length=1, title="含有的词", description="那个字段的值里的词，如 个体工商户。")
    why: str = Field(min_length=1, title="为什么", description="说给窗口人员听，如 个体工商户可以没有名称。")
    sign: str = Field(
        min_length=1, title="记号", description="空着时常印的记号，如 *；印得太小，会读成一个点。"
    )


class FieldSpec(Spec):
    """One field of a kind.

    `labels`: the printed labels, most usual first. `type`: a value type of `intake_assist.values`.
    `where`: on which sides of the label the value may stand, in order of preference; `inline` means the
    value follows in the same line of text. `multi_line`: the value may run over several lines. `key`: the
    field is compared or checked, so that it is worth a second look. `optional`: a paper may lack it without
    fault. `patterns`: regular expressions with one group, for values without a label, searched in the text
    of the paper without its blanks. `stop`: texts before which the value ends. `near`: a text close to which
    a date without a label stands. `under`: labels that occur elsewhere too and count only under their
    headings. `vocabulary`: words one of which every value contains; a near miss is doubted. `absent`: the
    value when nothing is printed. `choices`: printed options of a tick-box field. `from_seal`: where nothing is
    printed, the name on a seal of the paper is the value. `told_by`: the field whose number repeats this date.
    `unfilled`: when it may be right that nothing is printed beside the label.
    """

    model_config = _about("字段", "这种文件上的一个字段。")

    name: Id = Field(title="字段名", description="英文小写字母开头，全国统一的字段名，如 uscc、principal。")
    title: str = Field(title="中文名", description="给窗口人员看的名称。")
    type: str = Field(
        default="text", title="值类型", description="如 text、uscc、id_number、date、period、phone。"
    )
    labels: tuple[str, ...] = Field(
        default=(), title="标签", description="纸面上印的标签，最常见的写在最前。"
    )
    where: tuple[Literal["inline", "right", "below", "above"], ...] = Field(
        default=("inline", "right", "below"),
        title="值的位置",
        description="值在标签的哪一边，按可能性排列：inline 同一行里，right 右边，below 下边，above 上边。",
    )
    multi_line: bool = Field(default=False, title="可以多行", description="值可能占好几行。")
    key: bool = Field(default=False, title="关键字段", description="要核对的字段，看不清时会放大再读一次。")
    optional: bool = Field(default=False, title="可以没有", description="纸面上没有它也不算错。")
    sensitive: bool = Field(default=False, title="敏感", description="显示和记录时要遮盖，如证件号、账号。")
    patterns: tuple[str, ...] = Field(
        default=(),
        title="正则表达式",
        description="没有标签的值用它们在文字里找（文字中没有空格），每个必须恰好有一个括号组。",
    )
    stop: tuple[str, ...] = Field(default=(), title="到此为止", description="值到这些文字之前为止。")
    near: str | None = Field(default=None, title="在谁附近", description="没有标签的日期在这个文字附近。")
    under: tuple[UnderSpec, ...] = Field(
        default=(), title="栏目下的标签", description="在别处也有的标签（如“姓名”），只认写在这些栏目之下的。"
    )
    vocabulary: tuple[str, ...] = Field(
        default=(), title="惯用词", description="值里总会出现其中一个；差一两个字时提示可能读错。"
    )
    absent: str | None = Field(default=None, title="没有时的值", description="纸面上没有印时取这个值。")
    choices: tuple[str, ...] = Field(default=(), title="印好的选项", description="打勾栏里印好的各个选项。")
    from_seal: bool = Field(
        default=False, title="取自印章", description="纸面上没有印时，取印章上的名称（如登记机关）。"
    )
    told_by: Id | None = Field(
        default=None,
        title="由谁印证",
        description="哪个字段的号码里含有这个日期（如公民身份号码含出生日期）；年月日读错而数字相符时按它读。",
    )
    unfilled: UnfilledSpec | None = Field(
        default=None,
        title="可以空着",
        description="标签旁边什么时候可以空着（如个体工商户的营业执照可以没有名称）。",
    )


class ColumnSpec(Spec):
    """A column of a table: `labels` are the header texts."""

    model_config = _about("表格列", "表格里的一列。")

    name: Id = Field(title="列名", description="英文小写字母开头的列名，如 id_number。")
    title: str = Field(title="中文名", description="给窗口人员看的名称。")
    type: str = Field(default="text", title="值类型", description="如 text、id_number、date、phone。")
    labels: tuple[str, ...] = Field(title="表头", description="表头上印的文字，最常见的写在最前。")
    optional: bool = Field(default=False, title="可以没有", description="表格里没有这一列也不算错。")
    sensitive: bool = Field(default=False, title="敏感", description="显示和记录时要遮盖。")


class TableSpec(Spec):
    """A table with one row a person or thing. `end` are texts of rows that close it (合计, 填表人)."""

    model_config = _about("表格", "每人（或每项）一行的表格。")

    columns: tuple[ColumnSpec, ...] = Field(min_length=1, title="各列", description="表格的各列。")
    end: tuple[str, ...] = Field(
        default=(), title="表尾文字", description="表格到此为止的文字，如合计、填表人。"
    )


class LayoutSpec(Spec):
    """The order in which labels stand, column by column from the left, top to bottom.

    A label that could not be read is looked for between its neighbours.
    """

    model_config = _about("版式", "标签的排列顺序：从左到右逐栏，栏内从上到下。")

    id: Id = Field(title="版式代号", description="英文小写字母开头。")
    title: str = Field(title="版式名称", description="给人看的名称，如“2019版横版”。")
    columns: tuple[tuple[Id, ...], ...] = Field(
        min_length=1, title="各栏", description="每一栏从上到下的字段名，字段要在 fields 里写过。"
    )


class PlacesSpec(Spec):
    """Where the values of a printed card stand, measured from one of them, `origin`, or from the printed `title`.

    A box is ``[x0, y0, x1, y1]`` in widths of what is measured from, from the middle of its left edge, y downwards.
    """

    model_config = _about("固定位置", "卡证上各栏的固定位置，标签读不出时按它找。")

    origin: Id | None = Field(default=None, title="基准字段", description="位置从这个字段的值量起。")
    title: str | None = Field(default=None, title="基准文字", description="位置从这几个印好的字量起。")
    boxes: dict[Id, tuple[float, float, float, float]] = Field(
        min_length=1,
        title="各栏位置",
        description="每个字段的 [左, 上, 右, 下]，以基准的宽度为 1，向右、向下为正。",
    )


class CheckSpec(Spec):
    """One check. `rule` names a module of `intake_assist.rules`; `with` holds that rule's own options.

    In a kind file field references are bare names (``id_number``), in a matter file ``material.field``.
    `when` is a condition on the answers. `message` replaces the rule's own wording of a flag.
    """

    model_config = _about("核对规则", "一条核对：用哪个规则、核对哪些字段。")

    id: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=64)] = Field(
        title="编号", description="英文字母开头，本文件内不重复，如 X01。"
    )
    rule: Id = Field(
        title="规则",
        description="规则的名字，如 same（应一致）、covers_today（今天有效）；自动执行的规则不用写。",
    )
    severity: Severity | None = Field(
        default=None,
        title="级别",
        description="error 可证明的错，suspect 疑似，warn 弱提示，info 告知；不写则用规则自己的级别。",
    )
    code: ReasonCode | None = Field(
        default=None, title="退补件原因码", description="如 C01 名称不一致、V01 过期。"
    )
    basis: str | None = Field(default=None, title="依据", description="法律法规或办事指南的出处。")
    when: str | None = Field(default=None, title="何时核对", description="条件，不写则总是核对。")
    message: str | None = Field(default=None, title="提示语", description="代替规则自己的提示语。")
    with_: dict[str, Any] = Field(
        default_factory=dict,
        alias="with",
        title="规则的参数",
        description="规则自己的参数；字段在文件种类里写“字段名”，在事项里写“材料.字段名”。",
    )


class SignPlaceSpec(Spec):
    """A place on papers of a kind where somebody signs: behind one of the printed `labels`."""

    model_config = _about("签字处", "这种文件上签字的地方。")

    by: Literal["principal", "agent", "insured", "filler"] = Field(
        title="谁签",
        description="principal 法定代表人，agent 经办人，insured 参保人，filler 填表人。",
    )
    labels: tuple[str, ...] = Field(
        min_length=1, title="标签", description="签字处前面印的字的各种写法，如“受托人（签字）”。"
    )


class KindSpec(Spec):
    """A document kind.

    In `prose` (a letter) a label counts only before a colon or in a place of its own: its words occur in
    sentences too. `openings` are regular expressions for how its sentences begin: a line that begins so is no
    value. `other_labels` are printed labels of fields that nobody asks for: they end the values before them.
    `noise` is the text of printed watermarks, which is left out.
    """

    model_config = _about("文件种类", "一种文件（证照、表格）：怎样认出它，上面有哪些字段。")

    id: Id = Field(title="代号", description="英文小写字母开头，与文件名一致。")
    title: str = Field(title="名称", description="中文名称，如“营业执照”。")
    recognise: Recognise = Field(title="识别方法", description="标题、特征文字和排除文字。")
    prose: bool = Field(
        default=False, title="是文章", description="像书信那样成段书写；标签后面要有冒号或单独成格才算数。"
    )
    openings: tuple[str, ...] = Field(
        default=(),
        title="正文的开头",
        description="成段书写的文件里句子怎样开头（正则表达式，从行首对起），如“兹.{0,4}委托”；这样的行不是字段的值。",
    )
    other_labels: tuple[str, ...] = Field(
        default=(), title="其他标签", description="纸面上有、但不取值的标签，前一个字段的值到它为止。"
    )
    noise: tuple[str, ...] = Field(default=(), title="底纹文字", description="印在底纹里的文字，不是内容。")
    fields: tuple[FieldSpec, ...] = Field(default=(), title="字段", description="文件上的字段。")
    table: TableSpec | None = Field(default=None, title="表格", description="每人一行的表格，如花名册。")
    sign_places: tuple[SignPlaceSpec, ...] = Field(
        default=(), title="签字处", description="纸面上签字的各处；清单要的签字在这些地方找。"
    )
    layouts: tuple[LayoutSpec, ...] = Field(default=(), title="版式", description="已知的标签排列顺序。")
    places: PlacesSpec | None = Field(default=None, title="固定位置", description="卡证上各栏的固定位置。")
    checks: tuple[CheckSpec, ...] = Field(
        default=(), title="核对规则", description="只看这一份文件就能做的核对。"
    )

    def field(self, name: str) -> FieldSpec | None:
        return next((spec for spec in self.fields if spec.name == name), None)


# -- matters ----------------------------------------------------------------------------------------------


class Option(Spec):
    model_config = _about("选项", "问题的一个选项。")

    value: str = Field(min_length=1, title="值", description="条件里比较的就是它。")
    title: str | None = Field(default=None, title="显示名称", description="给窗口人员看，不写则显示值。")


class Question(Spec):
    """A fact about the applicant that the clerk knows. `yes_no` answers are true or false."""

    model_config = _about("问题", "窗口人员知道的一个情况，条件里用它决定要哪些材料。")

    id: Id = Field(title="代号", description="英文小写字母开头，条件里写它。")
    title: str = Field(title="问题", description="给窗口人员看的问题。")
    type: Literal["choice", "yes_no"] = Field(title="类型", description="choice 单选，yes_no 是或否。")
    options: tuple[Option, ...] = Field(default=(), title="选项", description="单选的各个选项。")
    default: str | bool = Field(
        title="默认回答", description="没有回答时用它：单选写选项的值，是非题写 true 或 false。"
    )

    @field_validator("default", mode="before")
    @classmethod
    def _default_of_its_type(cls, value: object, info: ValidationInfo) -> object:
        if not isinstance(value, str | bool):
            raise PydanticCustomError("default_answer", "no single answer")
        if info.data.get("type") != "yes_no" or isinstance(value, bool):
            return value
        answer = parse_yes_no(value)
        if answer is None:
            raise PydanticCustomError("yes_no_default", "neither yes nor no")
        return answer


class SealWant(Spec):
    """A seal the checklist wants: `kind` of seal, and the label or place it belongs to."""

    model_config = _about("要盖的章", "材料上要盖的一枚章。")

    kind: Literal[
        "official", "finance", "contract", "principal_name", "bank", "authority", "parent_official"
    ] = Field(
        title="哪种章",
        description="official 单位公章，finance 财务专用章，contract 合同专用章，principal_name 法人名章，"
        "bank 银行章，authority 登记或发证机关章，parent_official 上级单位公章。",
    )
    at: str | None = Field(default=None, title="盖在哪里", description="盖在哪个标签处，如“单位名称”。")
    on: Literal["any", "original", "copy"] = Field(
        default="any",
        title="原件还是复印件",
        description="any 都要，original 只在原件，copy 只在复印件。",
    )
    when: str | None = Field(default=None, title="何时要盖", description="条件，不写则总是要。")
    basis: str | None = Field(default=None, title="依据", description="法律法规或办事指南的出处。")


class SealPurposes(Spec):
    """Words on seals for a special purpose, by the purpose; the first purpose with a word on the seal counts."""

    model_config = _about("专用章用语", "单位各种专用章上的词，按先后判断。")

    finance: tuple[Word, ...] = Field(min_length=1, title="财务专用章", description="如“财务”。")
    contract: tuple[Word, ...] = Field(min_length=1, title="合同专用章", description="如“合同”。")
    other: tuple[Word, ...] = Field(
        min_length=1, title="其他专用章", description="如“发票”“人事”；都不能代替单位公章。"
    )


class SealWords(Spec):
    """By which words on a seal its owner and purpose are known. `banks` are issuers too."""

    model_config = _about("印章用语", "凭章上的词分清是谁的章、作什么用。")

    issuers: tuple[Word, ...] = Field(
        min_length=1,
        title="机关",
        description="章上有其中之一，就是发证机关、经办机构的章，如“市场监督”“公安”。",
    )
    issuer_ends: tuple[NonEmpty, ...] = Field(
        default=(), title="机关名称的结尾", description="名称以它们结尾的也是机关的章，如“局”“委员会”。"
    )
    banks: tuple[Word, ...] = Field(min_length=1, title="银行", description="银行的章上的词，如“信用社”。")
    purposes: SealPurposes = Field(title="专用章", description="各种专用章上的词。")


class SealNames(Spec):
    """Where the names on seals are known from: fields (``material.field``), the most authoritative first."""

    model_config = _about("章上名称的出处", "印章上的名称取自哪些字段。")

    unit: tuple[str, ...] = Field(
        default=(),
        title="单位名称",
        description="公章、专用章上的名称应与它相同，先写的为准，写“材料.字段名”。",
    )
    principal: tuple[str, ...] = Field(
        default=(), title="法定代表人", description="名章上的姓名应与其中一个相同，写“材料.字段名”。"
    )


class SignatureWant(Spec):
    """A signature the checklist wants: whose, and at which printed label."""

    model_config = _about("要签的字", "材料上要签的一个名。")

    by: Literal["principal", "agent", "insured", "filler"] = Field(
        title="谁签",
        description="principal 法定代表人，agent 经办人，insured 参保人，filler 填表人。",
    )
    at: str | None = Field(
        default=None, title="签在哪里", description="签在哪个标签处，如“法定代表人（签字）”。"
    )
    or_seal: bool = Field(default=False, title="名章也行", description="盖个人名章可以代替签字。")
    when: str | None = Field(default=None, title="何时要签", description="条件，不写则总是要。")
    basis: str | None = Field(default=None, title="依据", description="法律法规或办事指南的出处。")


class CopyNote(Spec):
    """Words that a copy has to bear (与原件一致)."""

    model_config = _about("复印件上要注的字", "复印件上要注明的一句话。")

    text: str = Field(default="与原件一致", min_length=2, title="注什么", description="如“与原件一致”。")
    when: str | None = Field(default=None, title="何时要注", description="条件，不写则总是要。")
    basis: str | None = Field(default=None, title="依据", description="法律法规或办事指南的出处。")


class Holder(Spec):
    """Whose card it is: the value of `field` equals one of `same_as` (``material.field``).

    Tells two materials of the same kind apart, e.g. the principal's and the agent's ID card.
    """

    model_config = _about("是谁的证件", "两份材料是同一种证件时，用它分清各是谁的。")

    field: Id = Field(title="字段", description="证件上的字段，如 name。")
    same_as: tuple[str, ...] = Field(
        min_length=1, title="与谁相同", description="与其中任何一个相同就是这个人的，写“材料.字段名”。"
    )


class MaterialSpec(Spec):
    """A material (材料) of a matter.

    `accept` lists alternatives; each alternative is a list of kinds that are all needed (both faces of an ID
    card), and any one alternative will do. An empty `accept` is a material the program cannot recognise: when
    wanted, its answer is *cannot tell*. `required_when` and `waived_when` are conditions on the answers.
    `tier` primary is 主要材料, secondary is 次要材料, which may be handed in later (容缺) when `deferrable`.
    """

    model_config = _about("材料", "事项要的一份材料。")

    id: Id = Field(title="代号", description="英文小写字母开头，本事项内不重复。")
    title: str = Field(title="名称", description="具体的材料名称，不能是“其他材料”。")
    accept: tuple[tuple[Id, ...], ...] = Field(
        default=(),
        max_length=MAX_ALTERNATIVES,
        title="可以用哪些文件",
        description="每行一种替代方案，方案里的文件种类都要有；空着表示程序认不出，只能请人工核对。",
    )
    required_when: str = Field(
        default="true", title="何时需要", description="条件；总是需要写 true，从不需要写 false。"
    )
    waived_when: str | None = Field(default=None, title="何时免提交", description="条件；成立时免提交。")
    waived_by: str | None = Field(default=None, title="免提交的原因", description="如“数据共享”“电子证照”。")
    holder: Holder | None = Field(default=None, title="是谁的证件", description="分清同一种证件各是谁的。")
    form: Literal["original", "copy", "verify_original_keep_copy", "any"] = Field(
        default="any",
        title="原件还是复印件",
        description="original 原件，copy 复印件，verify_original_keep_copy 验原件收复印件，any 都行。",
    )
    copies: int = Field(default=1, ge=1, le=20, title="份数", description="要几份。")
    tier: Literal["primary", "secondary"] = Field(
        default="primary", title="主次", description="primary 主要材料，secondary 次要材料。"
    )
    deferrable: bool = Field(
        default=False, title="可容缺", description="可以先受理、以后补交（只有次要材料可以）。"
    )
    license_copy: Literal["any", "正本", "副本"] = Field(
        default="any", title="正本还是副本", description="营业执照要正本还是副本，any 都行。"
    )
    seals: tuple[SealWant, ...] = Field(default=(), title="要盖的章", description="材料上要盖的章。")
    signatures: tuple[SignatureWant, ...] = Field(
        default=(), title="要签的字", description="材料上要签的字。"
    )
    copy_note: CopyNote | None = Field(
        default=None, title="复印件上要注的字", description="按地；要注“与原件一致”的写它。"
    )
    old_forms: tuple[str, ...] = Field(
        default=(),
        title="旧版表格",
        description="旧版表格上印着、现行表格上没有的文字，纸面有其中之一就是旧版。",
    )
    required_fields: tuple[Id, ...] = Field(default=(), title="必填字段", description="不能空着的字段名。")
    basis: str = Field(
        min_length=1, title="依据", description="要这份材料的法律、法规、国务院决定或办事指南依据，必须写。"
    )
    note: str | None = Field(default=None, title="说明", description="给窗口人员看的说明。")


class Obsolete(Spec):
    """A material that older guides ask for and that must not be demanded any more."""

    model_config = _about("已取消的材料", "旧指南要、现在不得再要的材料。")

    title: str = Field(min_length=1, title="名称", description="材料名称。")
    aliases: tuple[str, ...] = Field(default=(), title="别名", description="其他叫法。")
    basis: str = Field(min_length=1, title="依据", description="取消它的依据，必须写。")


class NoticeSpec(Spec):
    """What the hall's notices (一次性告知书) of this matter say besides the findings. Days are calendar days,
    counted from the day after the notice; terms and consequences are a matter of local rules."""

    model_config = _about("告知书内容", "本事项的一次性告知书上，除了问题以外还要写明的内容。")

    supplement_days: int | None = Field(
        default=None,
        ge=1,
        le=365,
        title="补正期限（天）",
        description="自告知次日起多少个自然日内补正；本地没有规定就不写，由窗口人员填。",
    )
    defer_days: int | None = Field(
        default=None,
        ge=1,
        le=365,
        title="容缺补交期限（天）",
        description="容缺材料自告知次日起多少个自然日内补交；不写则由窗口人员填。",
    )
    consequence: str | None = Field(
        default=None, title="逾期后果", description="逾期不补正怎么办，按本地规定写，如“视为撤回申请”。"
    )
    channels: tuple[str, ...] = Field(
        default=(), title="补正渠道", description="可以怎样补正，每行一种，如“到原受理窗口当面提交”。"
    )
    hints: tuple[str, ...] = Field(
        default=(), title="温馨提示", description="要告诉申请人的其他事项，每行一条。"
    )


class MatterSpec(Spec):
    """A matter (事项) and its checklist."""

    model_config = _about("事项清单", "一个事项要哪些材料、做哪些核对。")

    id: Id = Field(title="代号", description="英文小写字母开头，与文件名一致。")
    title: str = Field(title="事项名称", description="如“企业社保开户（单位参保登记）”。")
    region: str | None = Field(default=None, title="地区", description="行政区划代码，如 411000。")
    version: str = Field(min_length=1, title="版本", description="清单的版本，如 2026.11。")
    effective: Date = Field(title="生效日期", description="如 2026-11-01。")
    review_by: Date | None = Field(default=None, title="复核期限", description="过了这天就提醒重新核对清单。")
    guide_source: str = Field(min_length=1, title="办事指南出处", description="现行办事指南的网址或文号。")
    questions: tuple[Question, ...] = Field(default=(), title="问题", description="决定要哪些材料的情况。")
    materials: tuple[MaterialSpec, ...] = Field(min_length=1, title="材料", description="要的材料。")
    checks: tuple[CheckSpec, ...] = Field(default=(), title="核对规则", description="材料之间的核对。")
    obsolete: tuple[Obsolete, ...] = Field(default=(), title="已取消的材料", description="不得再要的材料。")
    seal_names: SealNames = Field(
        default=SealNames(), title="章上的名称", description="印章上的名称与哪些字段核对。"
    )
    seal_words: SealWords | None = Field(
        default=None, title="印章用语", description="通常不写，用清单文件夹里 seals.yaml 的。"
    )
    notice: NoticeSpec = Field(
        default=NoticeSpec(), title="告知书", description="一次性告知书上的期限、渠道和提示。"
    )

    def material(self, material_id: str) -> MaterialSpec | None:
        return next((spec for spec in self.materials if spec.id == material_id), None)
