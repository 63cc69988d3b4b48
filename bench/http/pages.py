"""Which addresses are measured, with the share of hello's rate that each aims at."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import desc, func, select

from webapp.config import Settings
from webapp.definitions.sample_city import showcase
from webapp.extensions import db
from webapp.factory import create_app
from webapp.models.certificate import ScopeItem
from webapp.models.product import ProductMeasure
from webapp.models.standard import Indicator, Standard
from webapp.queries.code_batches import codes_of_scope
from webapp.queries.showcase import showcase_codes

HTML = "text/html"
JSON = "application/json"
SMALL = 14 * 1024
ANY = 60 * 1024


@dataclass(frozen=True)
class Page:
    """One address, which every visitor asks for, and others, of which each asks for another.

    A remembered page is put together once a second for the one address, and for nearly every
    visitor when the addresses differ: the truth of a day lies between.  `most_bytes` is what the
    page may weigh without its pictures.
    """

    name: str
    path: str
    others: tuple[str, ...]
    accept: str
    aim: float
    most_bytes: int


def pages_of(environment: Mapping[str, str]) -> list[Page]:
    """The pages of a prepared installation; standard and product are those with most to show."""
    app = create_app(Settings.from_environ(environment))
    keys = app.extensions["registry.mark_keys"]
    with app.app_context():
        valid = f"/v/{showcase_codes(showcase(), keys)['valid']}"
        codes = codes_of_scope(list(db.session.scalars(select(ScopeItem.id))), keys)
        product = db.session.scalars(
            select(ProductMeasure.product_id)
            .group_by(ProductMeasure.product_id)
            .order_by(desc(func.count()), ProductMeasure.product_id)
        ).first()
        standard = db.session.scalars(
            select(Standard.slug)
            .join(Indicator)
            .group_by(Standard.id)
            .order_by(desc(func.count()), Standard.id)
        ).first()
        db.session.remove()
        db.engine.dispose()
    marks = tuple(f"/v/{code}" for code in codes.values())
    return [
        Page("verification, JSON", valid, marks, JSON, 0.6, SMALL),
        Page("verification, HTML", valid, marks, HTML, 0.4, SMALL),
        _page("product", f"/products/{product}"),
        _page("standard", f"/standards/{standard}"),
        _page("results, 20 of a kind", "/search?kind=standard"),
        _page("results, a word", "/search?q=%E7%93%B7%E7%A0%96"),
        _page("home", "/"),
    ]


def _page(name: str, path: str) -> Page:
    """A page of the catalogue; an argument that means nothing makes each address another one."""
    joint = "&" if "?" in path else "?"
    others = tuple(f"{path}{joint}n={number}" for number in range(20_000))
    return Page(name, path, others, HTML, 0.25, ANY)
