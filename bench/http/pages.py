"""Which addresses are measured, with the share of hello's rate that each aims at."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import desc, func, select

from webapp.config import Settings
from webapp.definitions.sample_city import showcase
from webapp.extensions import db
from webapp.factory import create_app
from webapp.models.product import ProductMeasure
from webapp.models.standard import Indicator, Standard
from webapp.queries.showcase import showcase_codes

HTML = "text/html"
JSON = "application/json"
SMALL = 14 * 1024
ANY = 60 * 1024


@dataclass(frozen=True)
class Page:
    """One address; `most_bytes` is what it may weigh without its pictures."""

    name: str
    path: str
    accept: str
    aim: float
    most_bytes: int


def pages_of(environment: Mapping[str, str]) -> list[Page]:
    """The pages of a prepared installation; standard and product are those with most to show."""
    app = create_app(Settings.from_environ(environment))
    with app.app_context():
        code = showcase_codes(showcase(), app.extensions["registry.mark_keys"])["valid"]
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
    return [
        Page("verification, JSON", f"/v/{code}", JSON, 0.6, SMALL),
        Page("verification, HTML", f"/v/{code}", HTML, 0.4, SMALL),
        Page("product", f"/products/{product}", HTML, 0.25, ANY),
        Page("standard", f"/standards/{standard}", HTML, 0.25, ANY),
        Page("results, 20 of a kind", "/search?kind=standard", HTML, 0.25, ANY),
        Page("results, a word", "/search?q=%E7%93%B7%E7%A0%96", HTML, 0.25, ANY),
        Page("home", "/", HTML, 0.25, ANY),
    ]
