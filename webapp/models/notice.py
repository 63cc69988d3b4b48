"""Notices: what the registry publishes in words."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.columns import Instant, MutableRow, SampleMark


class Notice(MutableRow, SampleMark):
    """A published notice; `kind` is `announcement`, `decision` or `guidance`."""

    __tablename__ = "notices"

    slug: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300), default="")
    body: Mapped[str] = mapped_column(Text)
    body_en: Mapped[str] = mapped_column(Text, default="")
    issuer: Mapped[str] = mapped_column(String(200), default="")
    published_at: Mapped[datetime] = mapped_column(Instant, index=True)
    certificate_id: Mapped[int | None] = mapped_column(ForeignKey("certificates.id"))
