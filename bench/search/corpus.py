"""Documents to measure with: real standards of the shared data, then made-up firms and products."""

import csv
import gzip
import os
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from search_index.documents import Document
from webapp.domain.sort_keys import title_key

SHARED = Path(os.environ.get("SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))

DISTRICTS = ("禅城", "南海", "顺德", "高明", "三水")
SCHEMES = ("佛山标准", "领跑者", "采用国际标准", "质量分级")
SYLLABLES = (
    "岭云石湾窑火光瓦平洲小暖北江西樵健泉新明华海金瑞安和兴达"
    "丰盛利宏远东方南星月春林峰源泰恒润嘉美雅康乐祥"
)
TRADES = (
    "陶瓷", "照明", "铝业", "家电", "厨卫", "纺织", "食品", "装备", "家具", "五金", "塑料",
    "玻璃", "不锈钢", "机械", "电子", "化工", "包装", "卫浴", "门窗", "建材", "涂料", "电器",
)  # fmt: skip
THINGS = (
    "陶瓷砖", "外墙砖", "坐便器", "平板灯", "路灯", "铝合金型材", "门窗", "电饭煲", "电热水器",
    "燃气灶", "吸油烟机", "针织面料", "饮料", "工业机器人", "白酒", "餐桌", "合页", "水龙头",
    "玻璃幕墙", "水泵", "涂料", "薄膜", "包装箱", "模具", "轴承", "电缆", "插座", "空调器",
)  # fmt: skip
SORTS = (
    "家用", "商用", "节能", "智能", "防滑", "耐磨", "薄型", "高强度", "阻燃", "抗菌", "环保",
    "室外", "室内", "低噪声",
)  # fmt: skip
ENGLISH = (
    "ceramic tile", "wall tile", "toilet", "panel light", "street lamp", "aluminium profile",
    "window", "rice cooker", "water heater", "gas cooktop", "range hood", "knitted fabric",
)  # fmt: skip


def documents(size: int) -> Iterator[Document]:
    """`size` documents, the same ones every time: standards first, half ISO, half made up."""
    chinese = list(islice(_chinese(), size))
    yield from chinese
    rest = size - len(chinese)
    iso = list(islice(_iso(), rest // 2))
    yield from iso
    yield from islice(_made_up(), rest - len(iso))


def _chinese() -> Iterator[Document]:
    with (SHARED / "standards_cn.csv").open(encoding="utf-8", newline="") as rows:
        for number, row in enumerate(csv.DictReader(rows)):
            yield _standard(
                f"standard:{number}", row["title"], row["title_en"], row["code"],
                row["type"], row["status"], row["issue_date"],
            )  # fmt: skip


def _iso() -> Iterator[Document]:
    with gzip.open(SHARED / "standards_iso.csv.gz", "rt", encoding="utf-8", newline="") as rows:
        for number, row in enumerate(csv.DictReader(rows)):
            yield _standard(
                f"standard:iso{number}", row["title_en"], "", row["code"],
                "international", row["stage"], row["published"],
            )  # fmt: skip


def _standard(
    key: str, title: str, english: str, number: str, level: str, status: str, date: str
) -> Document:
    facets = {"level": (level,), "status": (status,), "year": (date[:4],)}
    return Document(
        key, "standard", title, english, number, facets={k: v for k, v in facets.items() if v[0]},
        title_key=title_key(title), date=date, weight=0.5,
    )  # fmt: skip


def _made_up() -> Iterator[Document]:
    """One enterprise, then its nine products, again and again."""
    chance = random.Random(20_250_501)
    number = 0
    while True:
        number += 1
        district, trade = chance.choice(DISTRICTS), chance.choice(TRADES)
        brand = "".join(chance.choices(SYLLABLES, k=chance.choice((2, 2, 3))))
        firm = f"佛山市{district}区{brand}{trade}有限公司"
        facets = {"district": (district,), "industry": (trade,)}
        uscc = f"9144060{chance.randrange(4, 9)}{chance.randrange(36**10):010X}"[:18]
        yield Document(
            f"enterprise:{number}", "enterprise", firm, identifiers=(uscc,), names=(brand,),
            facets=facets, title_key=title_key(firm), date="2020-01-01", weight=chance.random(),
        )  # fmt: skip
        for item in range(9):
            yield _product(chance, f"product:{number * 10 + item}", firm, brand, facets)


def _product(
    chance: random.Random, key: str, firm: str, brand: str, facets: dict[str, tuple[str, ...]]
) -> Document:
    thing = chance.randrange(len(THINGS))
    title = f"{brand}牌{chance.choice(SORTS)}{THINGS[thing]}"
    model = f"{chance.choice('ABCDEFGH')}{chance.choice('KLMN')}-{chance.randrange(100, 9999)}"
    start = chance.randrange(1_400_000_000, 1_900_000_000)
    year = str(chance.randrange(2012, 2026))
    return Document(
        key, "product", title, ENGLISH[thing % len(ENGLISH)],
        identifiers=(f"69{chance.randrange(10**11):011d}",), names=(firm, brand, model),
        body=f"型号 {model}，执行标准 GB/T {chance.randrange(1000, 40000)}，由{firm}制造。",
        facets={**facets, "scheme": (chance.choice(SCHEMES),), "year": (year,)},
        spans=((start, "valid"), (start + 3 * 365 * 86_400, "expired")),
        title_key=title_key(title), date=f"{year}-06-01", weight=chance.random(),
    )  # fmt: skip
