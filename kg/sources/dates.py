"""Dates in the spellings of exports, to ISO 8601."""

import calendar
import email.utils
import re
from datetime import UTC, datetime

FIRST_YEAR, LAST_YEAR = 1500, 2099  # a number outside of these is no year of a paper
LONGEST_DATE = 100  # characters
UNREADABLE = "is not a date that kg can read: ignored"

# Not those of `calendar`, which change with the locale of the process.
_MONTH_NAMES = "january february march april may june july august september october november december"
MONTH_NUMBERS = {name: number for number, name in enumerate(_MONTH_NAMES.split(), 1)}
MONTH_NUMBERS |= {name[:3]: number for name, number in MONTH_NUMBERS.items()} | {"sept": 9}
# Words that a date may have beside day, month and year.
_IDLE = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "tues", "thur", "thurs"}
_IDLE |= {name[:3] for name in _IDLE} | {"spring", "summer", "fall", "autumn", "winter"}
_IDLE |= {"am", "pm", "gmt", "utc", "at", "of", "the"}
# What stands in a field that has no date.
_NO_DATE = {"", "-", "--", "?", "0", "0000", "0000-00-00"}
_NO_DATE |= {"na", "n/a", "nan", "nat", "nil", "none", "null", "n.d", "no date"}
# Digits of a time in seconds, milli-, micro- and nanoseconds since 1970, from 2001 on; nothing else has as many.
_EPOCHS = {10: 1, 13: 10**3, 16: 10**6, 19: 10**9}

_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?"
_ZONE = r"Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?"
_HOURS = len("+00")  # a zone as PostgreSQL prints it
_ISO_DATE = re.compile(
    rf"(?P<year>\d{{4}})(?:(?P<mark>[-/.])(?P<month>\d{{1,2}})(?:(?P=mark)(?P<day>\d{{1,2}})"
    rf"(?:(?P<sep>[T ])(?P<clock>{_CLOCK}) ?(?P<zone>{_ZONE})?)?)?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?:(?P<day>\d{2})(?:T?\d{6}Z?)?)?")
_YEARLESS = re.compile(r"--(?P<month>\d{2})(?:-?(?P<day>\d{2}))?")
_SPAN = re.compile(r"(\d{4}(?:-\d\d){0,2})/(?:\.\.|\d{4}(?:-\d\d){0,2})?")
_RFC_2822 = re.compile(r"(?:[a-z]{3}, ?)?\d{1,2} [a-z]{3} (?:\d\d){1,2} \d\d:\d\d(?::\d\d)?(?: .*)?", re.IGNORECASE)
_YEAR_LAST = re.compile(r"(?:(?P<one>\d{1,2})[-/.])?(?P<two>\d{1,2})[-/.](?P<year>\d{4})")
_NO_YEAR = re.compile(r"[a-z]{3}-\d\d", re.IGNORECASE)  # "Mar-24" is a month of 2024 in a spreadsheet, a day elsewhere
_WORD_OR_NUMBER = re.compile(r"[^\W\d_]+|\d+(?=st|nd|rd|th)|\d+")
_ONE_YEAR = re.compile(r"(?<![\d.])(?:1[5-9]|20)\d\d(?!\.?\d)")


def read_date(text: str) -> tuple[str, str]:
    """A date in ISO 8601, as much as is known of it ("2024-03", "--11-14"), and what is wrong with it, if anything."""
    text = text.strip("[]() ").rstrip("~?%,;")
    if text.lower().rstrip(".") in _NO_DATE:
        return "", ""
    if len(text) > LONGEST_DATE or _NO_YEAR.fullmatch(text):
        return "", UNREADABLE
    if span := _SPAN.fullmatch(text):
        text = span[1]
    if found := _ISO_DATE.fullmatch(text):
        date, doubt = _checked(found["year"], found["month"], found["day"])
        if date and not doubt and found["clock"]:
            zone = (found["zone"] or "").upper()
            zone = "Z" if zone in ("UTC", "GMT") else zone + ":00" * (len(zone) == _HOURS)
            date += found["sep"].upper() + found["clock"].replace(",", ".") + zone
        return date, doubt
    if found := _YEARLESS.fullmatch(text):
        return _checked("", found["month"], found["day"])
    if found := _RFC_2822.fullmatch(text):
        try:
            moment = email.utils.parsedate_to_datetime(text)
        except ValueError:
            return _only_year(text)
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            return "", UNREADABLE
        return moment.isoformat().replace("+00:00", "Z"), ""
    return _from_digits(re.sub(r"\.0+$", "", text)) or _from_words(text) or _only_year(text)


def _checked(year: str, month: str | None, day: str | None) -> tuple[str, str]:
    """The ISO date of some numbers; zeros stand for what is not known."""
    if year and not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return "", UNREADABLE
    year, month_number, day_number = f"{int(year):04}" if year else "", int(month or 0), int(day or 0)
    if not month_number:
        return year, ""
    if month_number > 12:
        return year, f"has no month from 1 to 12: {'only the year is kept' if year else 'ignored'}"
    date = f"{year or '-'}-{month_number:02}"
    if not day_number:
        return date, ""
    if day_number > calendar.monthrange(int(year or 2000), month_number)[1]:
        return date, "has no such day: only the month is kept"
    return f"{date}-{day_number:02}", ""


def _from_digits(text: str) -> tuple[str, str] | None:
    """Dates like 20240305 and 05/03/2024, and seconds since 1970."""
    if text.isascii() and text.isdecimal() and (unit := _EPOCHS.get(len(text))):
        moment = datetime.fromtimestamp(int(text) // unit, UTC)
        if moment.year <= LAST_YEAR:
            return moment.isoformat().replace("+00:00", "Z").removesuffix("T00:00:00Z"), ""
    if found := _COMPACT.fullmatch(text):
        date, doubt = _checked(found["year"], found["month"], found["day"])
        return None if doubt else (date, doubt)
    if found := _YEAR_LAST.fullmatch(re.sub(rf"[ T,]+{_CLOCK}.*", "", text)):
        one, two = int(found["one"] or found["two"]), int(found["two"])
        if not found["one"] or two > 12 >= one:
            return _checked(found["year"], str(one), found["two"] if found["one"] else None)
        if one > 12 or one == two:
            return _checked(found["year"], str(two), str(one))
        date, doubt = _checked(found["year"], None, None)
        return date, doubt or "could be day-month or month-day: only the year is kept"
    return None


def _from_words(text: str) -> tuple[str, str] | None:
    """Dates with the name of a month, in any order, also "Mar-Apr 2024", of which the first month counts."""
    words = _WORD_OR_NUMBER.findall(re.sub(rf"{_CLOCK}|(?<=\d)(?:st|nd|rd|th)\b", " ", text.lower()))
    words = [word for word in words if word not in _IDLE]
    years = [word for word in words if len(word) == 4 and word.isdecimal()]
    days = [word for word in words if len(word) <= 2 and word.isdecimal()]
    months = [str(MONTH_NUMBERS[word]) for word in words if word in MONTH_NUMBERS]
    if len(years) + len(days) + len(months) < len(words) or not (years or months) or (days and not months):
        return None
    if not years and len(days) > 1:  # one of them may be the year
        return None
    date, doubt = _checked(*((found or [""])[0] for found in (years, months, days)))
    return (date, doubt) if date else None


def _only_year(text: str) -> tuple[str, str]:
    years = {*_ONE_YEAR.findall(text)}
    if len(years) == 1:
        return years.pop(), "is not a date that kg can read: only the year is kept"
    return "", UNREADABLE
