"""Enterprises, identified by their unified social credit code (GB 32100)."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.columns import MutableRow, SampleMark


class Enterprise(MutableRow, SampleMark):
    """A legal person that makes products or holds certificates."""

    __tablename__ = "enterprises"

    uscc: Mapped[str] = mapped_column(String(18), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    name_sort: Mapped[str] = mapped_column(String(400), index=True)
    district: Mapped[str] = mapped_column(String(6), default="", index=True)
    industry: Mapped[str] = mapped_column(String(8), default="")
    address: Mapped[str] = mapped_column(String(400), default="")
    founded_on: Mapped[date | None]
    main_products: Mapped[str] = mapped_column(String(400), default="")
