"""What reading a table yields: rows, or a refusal."""

from collections.abc import Mapping
from dataclasses import dataclass

MOST_COLUMNS = 500


class SheetRefused(ValueError):
    """The file cannot be read as a table at all; `reason` is a key, see `cli.import_words`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}".strip())
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One record: the line it starts on (the header is line 1), its cells by heading.

    `fault` is a key when the record could not be read; then there are no cells.
    """

    line: int
    cells: Mapping[str, str]
    fault: str = ""
    detail: str = ""


def check_headings(headings: list[str]) -> None:
    """Refuse a table that has none, too many, or one twice; raises SheetRefused."""
    if len(headings) > MOST_COLUMNS:
        raise SheetRefused("too_many_columns", str(MOST_COLUMNS))
    if not any(headings):
        raise SheetRefused("no_headings")
    named = [heading for heading in headings if heading]
    twice = sorted({heading for heading in named if named.count(heading) > 1})
    if twice:
        raise SheetRefused("heading_twice", ", ".join(twice))


def row_of(line: int, headings: list[str], cells: list[str]) -> SheetRow:
    """Put cells under their headings; a row of another width is not guessed at."""
    if len(cells) < len(headings) or any(cells[len(headings) :]):
        return SheetRow(line, {}, "cell_count", f"{len(cells)} / {len(headings)}")
    return SheetRow(line, {h: c for h, c in zip(headings, cells, strict=False) if h})
