"""Standards, their successors, indicators and compared values."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.columns import Exact, MutableRow, Row, SampleMark


class Standard(MutableRow, SampleMark):
    """One edition of a standard.  `number` is kept as given; the keys are for matching."""

    __tablename__ = "standards"

    slug: Mapped[str] = mapped_column(String(200), unique=True)
    number: Mapped[str] = mapped_column(String(200))
    number_key: Mapped[str] = mapped_column(String(200), unique=True)
    base_key: Mapped[str] = mapped_column(String(200), index=True)
    title: Mapped[str] = mapped_column(String(1000))
    title_en: Mapped[str] = mapped_column(String(1000), default="")
    title_sort: Mapped[str] = mapped_column(String(400), index=True)
    level: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    issued_on: Mapped[date | None]
    implemented_on: Mapped[date | None]
    abolished_on: Mapped[date | None]
    issuer: Mapped[str] = mapped_column(String(400), default="")
    ics: Mapped[str] = mapped_column(String(200), default="")
    ccs: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str] = mapped_column(String(100), default="")

    successors: Mapped[list["StandardSuccessor"]] = relationship(
        back_populates="standard", cascade="all, delete-orphan"
    )
    indicators: Mapped[list["Indicator"]] = relationship(
        back_populates="standard", cascade="all, delete-orphan", order_by="Indicator.position"
    )


class StandardSuccessor(Row):
    """A standard named as replacement; it may not be in the register."""

    __tablename__ = "standard_successors"
    __table_args__ = (UniqueConstraint("standard_id", "number_key"),)

    standard_id: Mapped[int] = mapped_column(ForeignKey("standards.id"))
    number: Mapped[str] = mapped_column(String(200))
    number_key: Mapped[str] = mapped_column(String(200), index=True)

    standard: Mapped[Standard] = relationship(back_populates="successors")


class Indicator(MutableRow):
    """One requirement of a standard: its value beside national, industry, international ones.

    `direction` is `higher` (more is better), `lower` or `none`; `decimal` values carry `unit`.
    """

    __tablename__ = "indicators"
    __table_args__ = (UniqueConstraint("standard_id", "position"),)

    standard_id: Mapped[int] = mapped_column(ForeignKey("standards.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    unit: Mapped[str] = mapped_column(String(40), default="")
    direction: Mapped[str] = mapped_column(String(10))
    value: Mapped[Decimal] = mapped_column(Exact)
    test_method: Mapped[str] = mapped_column(String(200), default="")

    standard: Mapped[Standard] = relationship(back_populates="indicators")
    peers: Mapped[list["IndicatorPeer"]] = relationship(
        back_populates="indicator", cascade="all, delete-orphan", order_by="IndicatorPeer.level"
    )


class IndicatorPeer(Row):
    """The value that another standard asks for the same indicator."""

    __tablename__ = "indicator_peers"
    __table_args__ = (UniqueConstraint("indicator_id", "level"),)

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicators.id"))
    level: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(200))
    value: Mapped[Decimal] = mapped_column(Exact)

    indicator: Mapped[Indicator] = relationship(back_populates="peers")
