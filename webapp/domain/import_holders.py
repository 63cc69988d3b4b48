"""The columns of files of enterprises and of products, and their rules."""

import re
from typing import cast

from webapp.domain.gtin import GtinError, normalise_gtin
from webapp.domain.imports import (
    Column,
    Context,
    Fault,
    Noun,
    Read,
    Row,
    day,
    fold_heading,
    split_list,
    text,
    yes_no,
)
from webapp.domain.matching_keys import model_key
from webapp.domain.standard_numbers import parse_number
from webapp.domain.uscc import check_uscc

_INDUSTRY = re.compile(r"[A-T](\d{2,4})?", re.ASCII)
_REGION = re.compile(r"\d{6}", re.ASCII)


def read_uscc(name: str, cell: str) -> Read:
    """A unified social credit code; a wrong check character only warns (GB 32100, early codes)."""
    check = check_uscc(cell)
    if check.level == "error":
        return Read(None, (Fault("error", name, cell, f"uscc_{check.reason}"),))
    if check.level == "warn":
        return Read(check.value, (Fault("warning", name, cell, f"uscc_{check.reason}"),))
    return Read(check.value)


def read_gtin(name: str, cell: str) -> Read:
    """A trade item number as GTIN-14; a wrong check digit is refused, an empty cell is None."""
    if not cell:
        return Read(None)
    try:
        return Read(normalise_gtin(cell))
    except GtinError as error:
        return Read(None, (Fault("error", name, cell, f"gtin_{error.reason}"),))


def read_industry(name: str, cell: str) -> Read:
    """A code of GB/T 4754: `C3071`; another form is taken with a warning."""
    read = text(8)(name, cell)
    if not cell or read.value is None or _INDUSTRY.fullmatch(cell):
        return read
    return Read(cell, (*read.faults, Fault("warning", name, cell, "industry_form")))


def read_standards(name: str, cell: str) -> Read:
    """Numbers of the standards that a product declares; each must be one."""
    numbers = split_list(cell)
    faults = [
        Fault("error", name, number, "not_a_standard_number")
        for number in numbers
        if len(number) > 200 or parse_number(number) is None
    ]
    return Read(tuple(numbers), tuple(faults))


def _complete_enterprise(
    line: int, facts: dict[str, object], faults: list[Fault], context: Context
) -> Row:
    district = str(facts.get("district", ""))
    if district:
        known = context.districts.get(fold_heading(district))
        if known:
            facts["district"] = known
        elif _REGION.fullmatch(district):
            faults.append(Fault("note", "district", district, "district_elsewhere"))
        else:
            choices = " / ".join(sorted(set(context.districts.values())))
            faults.append(Fault("error", "district", district, "not_a_choice", choices))
    lacking = () if facts.get("name") else ("name",)
    return Row(line, cast(str, facts["uscc"]), facts, lacking=lacking, faults=tuple(faults))


def _complete_product(
    line: int, facts: dict[str, object], faults: list[Fault], context: Context
) -> Row:
    introduced = facts.get("introduced_on")
    if introduced and introduced > context.today:  # type: ignore[operator]
        faults.append(Fault("warning", "introduced_on", str(introduced), "in_the_future"))
    key = f"{facts['enterprise']} {model_key(str(facts['model']))}"
    lacking = () if facts.get("name") else ("name",)
    return Row(line, key, facts, lacking=lacking, faults=tuple(faults))


ENTERPRISES = Noun(
    "enterprise",
    ("uscc",),
    (
        Column("uscc", ("统一社会信用代码", "信用代码", "credit_code"), read_uscc, required=True),
        Column("name", ("企业名称", "单位名称", "名称"), text(200)),
        Column("name_en", ("英文名称",), text(200)),
        Column("district", ("所在区", "区", "行政区划"), text(60)),
        Column("industry", ("行业代码", "国民经济行业"), read_industry),
        Column("address", ("地址", "住所"), text(400)),
        Column("founded_on", ("founded", "成立日期"), day),
        Column("main_products", ("主要产品",), text(400)),
        Column("is_sample", ("sample", "样例"), yes_no),
    ),
    _complete_enterprise,
)

PRODUCTS = Noun(
    "product",
    ("enterprise", "model"),
    (
        Column(
            "enterprise", ("uscc", "统一社会信用代码", "企业信用代码"), read_uscc, required=True
        ),
        Column("model", ("型号", "规格型号"), text(100), required=True),
        Column("name", ("产品名称", "名称"), text(200)),
        Column("name_en", ("英文名称",), text(200)),
        Column("brand", ("品牌", "商标"), text(100)),
        Column("category", ("产品类别", "类别"), text(40)),
        Column("net_content", ("净含量",), text(100)),
        Column("gtin", ("商品条码", "条码", "ean"), read_gtin),
        Column("description", ("产品说明", "说明"), text(10_000, lines=True)),
        Column("description_en", ("英文说明",), text(10_000, lines=True)),
        Column("introduced_on", ("introduced", "上市日期"), day),
        Column("standards", ("执行标准", "标准号"), read_standards),
        Column("is_sample", ("sample", "样例"), yes_no),
    ),
    _complete_product,
)
