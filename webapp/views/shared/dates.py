"""Days that visitors ask about, and how days and instants are written."""

from datetime import date, datetime, tzinfo

from flask_babel import gettext as _

from webapp.domain.calendar import day_of, end_of
from webapp.queries.certificates import Question
from webapp.views.shared.errors import BadInput
from webapp.views.shared.language import language
from webapp.views.shared.parts import now, settings


def asked_instant(text: str | None, now: datetime, zone: tzinfo) -> datetime | None:
    """Return the last instant of the day asked about, or None for "now".

    Raises BadInput for what is no day, and for a day to come.
    """
    if not text:
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput(
            "at", text, _("“%(text)s” is not a date. Write it as 2025-03-31.", text=text[:40])
        ) from None
    today = day_of(now, zone)
    if day == today:
        return None
    if day > today:
        raise BadInput(
            "at",
            text,
            _("%(day)s has not come yet. Ask about today or a past day.", day=written_day(day)),
        )
    if day.year < 1949:
        raise BadInput("at", text, _("Ask about a day after 1949-10-01."))
    return end_of(day, zone)


def asked_question(text: str | None) -> Question:
    """Return what a page is asked about: now, or a past day; raises BadInput."""
    moment, zone = now(), settings().time_zone
    asked = asked_instant(text, moment, zone)
    return Question(asked or moment, zone, about_past=asked is not None, now=moment)


def asked_day(question: Question) -> str:
    """The past day that a page is asked about, as ISO date; empty when it is about now."""
    return day_of(question.at, question.zone).isoformat() if question.about_past else ""


def written_day(day: date | None) -> str:
    """A day as people write it in the language of the request; empty for None."""
    if day is None:
        return ""
    if language() == "en":
        return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


def written_instant(at: datetime | None, zone: tzinfo) -> str:
    """An instant to the minute in the installation's zone; empty for None."""
    if at is None:
        return ""
    local = at.astimezone(zone)
    return f"{written_day(local.date())} {local:%H:%M}"


_ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
