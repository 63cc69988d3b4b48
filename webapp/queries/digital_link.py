"""Which products a global trade item number stands for."""

from sqlalchemy import select

from webapp.domain.mark_keys import MarkKeys
from webapp.extensions import db
from webapp.models.product import Product
from webapp.queries.certificates import Question
from webapp.queries.products import ProductPage, get_product

MOST_PRODUCTS = 20  # one number stands for one product, unless a maker is careless


def list_products_of_gtin(gtin: str, keys: MarkKeys, question: Question) -> tuple[ProductPage, ...]:
    """Return the products on record under a GTIN-14 with all their marks, oldest first."""
    ids = db.session.scalars(
        select(Product.id).where(Product.gtin == gtin).order_by(Product.id).limit(MOST_PRODUCTS)
    )
    return tuple(get_product(product_id, keys, question) for product_id in ids.all())
