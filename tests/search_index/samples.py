"""Fictional products, enterprises and certificates for the search tests. Nobody of these exists."""

from search_index.documents import Document

ENTERPRISES = (
    # key, name, district, USCC-like code, brand
    ("1", "佛山市岭云陶瓷有限公司（样例）", "禅城", "91440604SAMPLE001A", "岭云"),
    ("2", "佛山市石湾窑火陶瓷科技有限公司（样例）", "禅城", "91440604SAMPLE002B", "窑火"),
    ("3", "广东南海光瓦照明有限公司（样例）", "南海", "91440605SAMPLE003C", "光瓦"),
    ("4", "佛山市南海平洲铝型材厂（样例）", "南海", "91440605SAMPLE004D", "平洲"),
    ("5", "顺德容桂小暖家电有限公司（样例）", "顺德", "91440606SAMPLE005E", "小暖"),
    ("6", "佛山市顺德区北滘厨卫电器厂（样例）", "顺德", "91440606SAMPLE006F", "北厨"),
    ("7", "高明西江纺织有限公司（样例）", "高明", "91440608SAMPLE007G", "西江织"),
    ("8", "三水健力饮料有限公司（样例）", "三水", "91440607SAMPLE008H", "健泉"),
    ("9", "佛山市三水北江智能装备有限公司（样例）", "三水", "91440607SAMPLE009J", "北江"),
    ("10", "南海九江双蒸酿酒厂（样例）", "南海", "91440605SAMPLE010K", "九江蒸"),
    ("11", "佛山重庆路家具有限公司（样例）", "顺德", "91440606SAMPLE011L", "乐从木"),
    ("12", "顺德勒流五金塑料厂（样例）", "顺德", "91440606SAMPLE012M", "勒五"),
)

PRODUCTS = (
    # key, title, English title, model, holder, GTIN-like code
    ("1", "干压陶瓷砖", "Dry-pressed ceramic tile", "LY-800A", "1", "6900000000011"),
    ("2", "薄型陶瓷岩板", "Thin sintered slab", "LY-1200S", "1", "6900000000028"),
    ("3", "防滑外墙砖", "Slip-resistant wall tile", "YH-300", "2", "6900000000035"),
    ("4", "智能坐便器", "Smart toilet", "YH-W9", "2", "6900000000042"),
    ("5", "LED平板灯", "LED panel light", "GW-600x600", "3", "6900000000059"),
    ("6", "LED路灯", "LED street lamp", "GW-L120", "3", "6900000000066"),
    ("7", "建筑用铝合金型材", "Aluminium alloy profile", "PZ-6063", "4", "6900000000073"),
    ("8", "断桥铝门窗", "Thermal break window", "PZ-70", "4", "6900000000080"),
    ("9", "电饭煲", "Rice cooker", "XN-F40", "5", "6900000000097"),
    ("10", "即热式电热水器", "Instant water heater", "XN-R85", "5", "6900000000103"),
    ("11", "家用燃气灶具", "Gas cooktop", "BC-Z2", "6", "6900000000110"),
    ("12", "吸油烟机", "Range hood", "BC-Y200", "6", "6900000000127"),
    ("13", "纯棉针织面料", "Cotton knitted fabric", "XJ-32S", "7", "6900000000134"),
    ("14", "运动饮料", "Sports drink", "JQ-500", "8", "6900000000141"),
    ("15", "工业机器人", "Industrial robot", "BJ-R6", "9", "6900000000158"),
    ("16", "豉香型白酒", "Chi-flavour baijiu", "JJ-29", "10", "6900000000165"),
    ("17", "实木餐桌", "Solid wood table", "LC-T1", "11", "6900000000172"),
    ("18", "不锈钢合页", "Stainless steel hinge", "LL-H4", "12", "6900000000189"),
)


def documents() -> list[Document]:
    """Every fictional document; ids are `enterprise:k`, `product:k`, `certificate:k`."""
    firms = {key: (name, brand, district) for key, name, district, _, brand in ENTERPRISES}
    found = [
        Document(
            f"enterprise:{key}",
            "enterprise",
            name,
            identifiers=(code,),
            names=(brand,),
            facets={"district": (district,)},
            title_key=f"qiye{key:0>2}",
            weight=0.3,
        )
        for key, name, district, code, brand in ENTERPRISES
    ]
    for key, title, english, model, holder, gtin in PRODUCTS:
        firm, brand, district = firms[holder]
        shared = {"district": (district,), "scheme": ("佛山标准",)}
        found.append(
            Document(
                f"product:{key}",
                "product",
                f"{brand}牌{title}（样例）",
                english,
                identifiers=(gtin,),
                names=(firm, brand, model),
                body=f"型号 {model}，由{firm}制造。",
                facets=shared,
                title_key=f"chanpin{key:0>2}",
                weight=0.5,
            )
        )
        found.append(
            Document(
                f"certificate:{key}",
                "certificate",
                f"佛山标准产品证书 {title}（样例）",
                number="",
                identifiers=(f"FSBZ-2024-{int(key):04d}",),
                names=(firm, model),
                facets=shared,
                title_key=f"zhengshu{key:0>2}",
                weight=0.2,
            )
        )
    return found
