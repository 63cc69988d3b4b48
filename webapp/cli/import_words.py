"""What is wrong or odd in a file, in words: the fault, and how it is mended."""

from typing import NamedTuple

from flask_babel import gettext

from webapp.cli.import_codes import detail_of, value_of
from webapp.domain.imports import Fault


def _(text: str) -> str:
    """Mark a text of a table for translation; whoever shows it calls `gettext`."""
    return text


class Words(NamedTuple):
    """A fault and its mend; `%(value)s` is the cell, `%(detail)s` what belongs to the fault."""

    fault: str
    mend: str


_LOOK = _("Nothing need be done if it is meant so.")
_CHOOSE = _("Write one of: %(detail)s")
_DATE = _("Write the day as 2015-05-01.")

REMARKS = {
    "error": _("Error, %(place)s: %(fault)s %(mend)s"),
    "warning": _("Warning, %(place)s: %(fault)s %(mend)s"),
    "note": _("Note, %(place)s: %(fault)s %(mend)s"),
}
MORE = {
    "error": _("%(count)s more errors"),
    "warning": _("%(count)s more warnings"),
    "note": _("%(count)s more notes"),
    "new": _("%(count)s more new records"),
    "changed": _("%(count)s more changed records"),
}

FAULTS: dict[str, Words] = {
    "row_unreadable": Words(
        _("The row cannot be read: %(detail)s"), _("Look for a quotation mark that is not closed.")
    ),
    "cell_count": Words(
        _("The row has another number of cells than the heading: %(detail)s"),
        _("Look for a missing or extra separator, or put the cell in quotation marks."),
    ),
    "cell_nested": Words(
        _("The field “%(detail)s” holds a structure, not a value."),
        _("Write a text, a number, or a list of texts."),
    ),
    "field_twice": Words(
        _("Two columns mean the same field."), _("Remove one of the two columns.")
    ),
    "required": Words(_("The cell is empty but needed."), _("Fill in the cell.")),
    "required_for_new": Words(
        _("The record is new and lacks this field."), _("Add the field to the file.")
    ),
    "too_long": Words(_("The text is longer than %(detail)s characters."), _("Shorten the text.")),
    "broken_character": Words(
        _("The text holds an incomplete character."), _("Write the character again.")
    ),
    "control_character": Words(
        _("The text holds control characters."), _("Remove them; copying as plain text helps.")
    ),
    "line_break": Words(_("The text holds a line break; it is kept."), _LOOK),
    "markup": Words(
        _("The text looks like markup; it is kept and shown as it stands."),
        _("Remove the markup if it is not part of the text."),
    ),
    "invisible_character": Words(
        _("The text holds invisible characters; they are kept."),
        _("Remove them if they are not meant."),
    ),
    "garbled": Words(
        _("The text holds a replacement character: it was damaged before."),
        _("Take the text from its source again."),
    ),
    "no_letters": Words(
        _("The text has neither letter nor digit; it is kept."), _("Check the cell.")
    ),
    "date_form": Words(_("“%(value)s” is not a date."), _DATE),
    "date_partial": Words(
        _("“%(value)s” names no day; it is left out, not filled up."),
        _("Write the whole date if it is known."),
    ),
    "date_impossible": Words(_("There is no such day: “%(value)s”."), _DATE),
    "date_range": Words(_("The year of “%(value)s” cannot be right."), _DATE),
    "not_a_choice": Words(_("“%(value)s” is not among the values used here."), _CHOOSE),
    "unknown_choice": Words(
        _("“%(value)s” is not among the values used here; the field is left out."), _CHOOSE
    ),
    "number_empty": Words(
        _("The number has neither Latin letter nor digit."), _("Write the standard's number.")
    ),
    "number_form": Words(
        _("“%(value)s” is in no known form of a standard's number; it is kept as given."), _LOOK
    ),
    "not_a_standard": Words(
        _("“%(value)s” is not a standard's number; it is not stored as successor."),
        _("Write the number of the standard that replaces this one."),
    ),
    "not_a_standard_number": Words(
        _("“%(value)s” is not a standard's number."), _("Write a number such as GB/T 4100-2015.")
    ),
    "ics_form": Words(_("“%(value)s” is not an ICS class; it is kept as given."), _LOOK),
    "ccs_form": Words(_("“%(value)s” is not a CCS class; it is kept as given."), _LOOK),
    "title_missing": Words(
        _("There is no title; a new record takes the number in its place."), _("Add the title.")
    ),
    "implemented_before_issued": Words(
        _("It takes effect before it is issued (%(detail)s); both days are kept."),
        _("Check both days at the source."),
    ),
    "abolished_before_start": Words(
        _("It is abolished before it takes effect (%(detail)s); both days are kept."),
        _("Check both days at the source."),
    ),
    "in_force_but_abolished": Words(
        _("It is said to be in force, but was abolished on %(detail)s; both are kept."),
        _("Check the status at the source."),
    ),
    "in_force_too_early": Words(
        _("It is said to be in force, but takes effect on %(detail)s; both are kept."),
        _("Check the status at the source."),
    ),
    "upcoming_but_due": Words(
        _("It is said to be upcoming, but took effect on %(detail)s; both are kept."),
        _("Check the status at the source."),
    ),
    "year_differs": Words(
        _("The day of issue is not in the year of the number (%(detail)s); both are kept."), _LOOK
    ),
    "level_differs": Words(
        _("The number tells another kind of standard (%(detail)s); what is given is kept."), _LOOK
    ),
    "uscc_check_digit": Words(
        _("The check character does not fit; some early codes are so, and it is kept."),
        _("Compare the code with the business licence."),
    ),
    "uscc_empty": Words(_("There is no code."), _("Fill in the cell.")),
    "uscc_length": Words(
        _("A unified social credit code has 18 characters."),
        _("Compare the code with the business licence."),
    ),
    "uscc_alphabet": Words(
        _("The code holds a character that GB 32100 does not use (such as I, O, S, V, Z)."),
        _("Compare the code with the business licence."),
    ),
    "uscc_region": Words(
        _("Characters 3 to 8 of the code must be the digits of a region."),
        _("Compare the code with the business licence."),
    ),
    "gtin_empty": Words(_("There is no number."), _("Empty the cell, or write the bar code.")),
    "gtin_digits": Words(
        _("A bar code has digits only; a spreadsheet may have shortened it."),
        _("Format the column as text and write all digits."),
    ),
    "gtin_length": Words(
        _("A bar code has 8, 12, 13 or 14 digits."), _("Compare it with the pack.")
    ),
    "gtin_check_digit": Words(
        _("The check digit of the bar code is wrong."), _("Compare it with the pack.")
    ),
    "industry_form": Words(
        _("“%(value)s” is not a code of GB/T 4754 such as C3071; it is kept as given."), _LOOK
    ),
    "district_elsewhere": Words(
        _("The district %(value)s is not of this city; it is kept."), _LOOK
    ),
    "in_the_future": Words(_("The day lies in the future; it is kept."), _LOOK),
    "ends_before_it_begins": Words(
        _("The last day is before the first (%(detail)s)."), _("Check both days.")
    ),
    "expired_but_valid": Words(
        _("It is said to have expired, but its last day is %(detail)s."), _("Check the last day.")
    ),
    "act_incomplete": Words(
        _("A certificate that is %(detail)s needs the day, the reason and the decision number."),
        _("Fill in the cell."),
    ),
    "act_before_issue": Words(
        _("The act is dated before the certificate (%(detail)s)."), _("Check both days.")
    ),
    "unknown_enterprise": Words(
        _("No enterprise of the register has the code %(value)s."),
        _("Import the enterprise first."),
    ),
    "unknown_standard": Words(
        _("The register has no standard %(value)s."), _("Import the standard first.")
    ),
    "several_editions": Words(
        _("The number %(value)s has no year, and there are several editions."), _CHOOSE
    ),
    "year_added": Words(
        _("The number %(value)s has no year; the only edition is %(detail)s and was taken."),
        _("Write the number with its year."),
    ),
    "unknown_model": Words(
        _("The holder %(detail)s has no product of the model %(value)s."),
        _("Import the product first."),
    ),
    "unknown_certificate": Words(
        _("The register has no certificate %(value)s."),
        _("Put the older certificate above the newer one."),
    ),
    "decided_otherwise": Words(
        _("The register says “%(detail)s”; what was decided does not change by import."),
        _("Correct the file, or issue a new certificate that names this one."),
    ),
    "act_missing": Words(
        _("The register has an act after the issue (%(detail)s) that the file does not know."),
        _("State the reinstatement with its day, reason and decision number."),
    ),
    "act_recorded_otherwise": Words(
        _("The act of %(detail)s is on record with another reason or decision; it stays so."),
        _("Compare the file with the page of the certificate."),
    ),
    "act_impossible": Words(
        _("“%(value)s” is not possible for a certificate that is “%(detail)s”."),
        _("Check the order of the acts."),
    ),
    "repeated": Words(
        _("The same record stands in line %(detail)s already."), _("Remove one of the two.")
    ),
    "repeated_differently": Words(
        _("Line %(detail)s says otherwise about the same record; that line was kept."),
        _("Decide which is right and remove the other."),
    ),
    "refused_by_database": Words(
        _("The database refused the row: %(detail)s"),
        _("Import the file again; if it stays so, report it."),
    ),
}

REFUSALS: dict[str, str] = {
    "file_unreadable": _("The file cannot be read: %(detail)s"),
    "file_empty": _("The file is empty."),
    "file_too_large": _("The file unpacks to more than %(detail)s bytes."),
    "encoding_unknown": _("The text is neither UTF-8 nor UTF-16 nor GB18030. Save it as UTF-8."),
    "json_array": _("The file is one JSON array. Write one object per line (JSON lines)."),
    "too_many_columns": _("The table has more than %(detail)s columns."),
    "no_headings": _("The first row holds no headings."),
    "heading_twice": _("These headings occur twice: %(detail)s"),
    "workbook_old": _("This is an old or protected workbook. Save it as XLSX without a password."),
    "workbook_broken": _("The workbook is damaged: %(detail)s"),
    "workbook_unknown": _("The file is a ZIP archive, but no XLSX workbook."),
    "workbook_protected": _("The workbook is encrypted or packed in an unusual way."),
    "workbook_too_large": _("The workbook is too large when unpacked (%(detail)s). Use CSV."),
    "workbook_too_wide": _(
        "The sheet spans too many cells (%(detail)s). Delete empty rows and columns, or use CSV."
    ),
    "report_unwritable": _("The report cannot be written: %(detail)s"),
    "database_unavailable": _(
        "The database does not answer (%(detail)s). What was written stays whole: "
        "import the file again."
    ),
    "columns_missing": _("Needed columns are missing: %(detail)s"),
    "fields_doubled": _("Two columns mean the same field: %(detail)s"),
}


def words_of(fault: Fault) -> Words:
    """A fault and its mend in the language in force."""
    words = FAULTS[fault.reason]
    shown = {"value": value_of(fault), "detail": detail_of(fault)}
    return Words(gettext(words.fault) % shown, gettext(words.mend) % shown)


def remark(line: int, fault: Fault) -> str:
    """A fault with its place and mend, in one line."""
    words = words_of(fault)
    if fault.field:
        place = gettext("line %(line)s, %(field)s", line=line, field=fault.field)
    else:
        place = gettext("line %(line)s", line=line)
    shown = {"place": place, "fault": words.fault, "mend": words.mend}
    return str(gettext(REMARKS[fault.severity])) % shown


def more(level: str, count: int) -> str:
    """How many lines of a level are not shown."""
    return str(gettext(MORE[level])) % {"count": count}


def refusal(reason: str, detail: str) -> str:
    """Why a file was not read at all, in the language in force."""
    return str(gettext(REFUSALS[reason])) % {"detail": detail}
