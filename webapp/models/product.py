"""Products (models of an enterprise), the standards they declare and their measured values."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.columns import Exact, MutableRow, Row, SampleMark

if TYPE_CHECKING:
    from webapp.models.enterprise import Enterprise
    from webapp.models.standard import Indicator, Standard


class Product(MutableRow, SampleMark):
    """One model of one enterprise: what a shopper compares with the goods in hand.

    `picture` is a content digest with suffix under the instance's picture folder, sizes in pixels;
    `gtin` is GTIN-14 (zero-padded); `net_content` is as printed on the pack.
    """

    __tablename__ = "products"
    __table_args__ = (UniqueConstraint("enterprise_id", "model_key"),)

    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprises.id"))
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    name_sort: Mapped[str] = mapped_column(String(400), index=True)
    model: Mapped[str] = mapped_column(String(100))
    model_key: Mapped[str] = mapped_column(String(100))
    brand: Mapped[str] = mapped_column(String(100), default="")
    category: Mapped[str] = mapped_column(String(40), default="")
    net_content: Mapped[str] = mapped_column(String(100), default="")
    gtin: Mapped[str | None] = mapped_column(String(14), index=True)
    description: Mapped[str] = mapped_column(Text, default="")
    description_en: Mapped[str] = mapped_column(Text, default="")
    picture: Mapped[str] = mapped_column(String(80), default="")
    picture_width: Mapped[int] = mapped_column(default=0)
    picture_height: Mapped[int] = mapped_column(default=0)
    introduced_on: Mapped[date | None]

    enterprise: Mapped["Enterprise"] = relationship()
    standards: Mapped[list["ProductStandard"]] = relationship(
        back_populates="product", cascade="all, delete-orphan"
    )
    measures: Mapped[list["ProductMeasure"]] = relationship(
        back_populates="product", cascade="all, delete-orphan"
    )


class ProductStandard(Row):
    """A standard that the maker declares for a product."""

    __tablename__ = "product_standards"
    __table_args__ = (UniqueConstraint("product_id", "standard_id"),)

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    standard_id: Mapped[int] = mapped_column(ForeignKey("standards.id"), index=True)

    product: Mapped[Product] = relationship(back_populates="standards")
    standard: Mapped["Standard"] = relationship()


class ProductMeasure(Row):
    """Declared and measured value of one indicator for one product, in the indicator's unit."""

    __tablename__ = "product_measures"
    __table_args__ = (UniqueConstraint("product_id", "indicator_id"),)

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicators.id"))
    declared: Mapped[Decimal | None] = mapped_column(Exact)
    measured: Mapped[Decimal | None] = mapped_column(Exact)
    measured_on: Mapped[date | None]
    laboratory: Mapped[str] = mapped_column(String(200), default="")
    report_number: Mapped[str] = mapped_column(String(100), default="")

    product: Mapped[Product] = relationship(back_populates="measures")
    indicator: Mapped["Indicator"] = relationship()
