"""Dates in the spellings of exports, and what is said of those that are not read whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources.dates import FIRST_YEAR, LAST_YEAR, read_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        *((same, same) for same in ("2024", "2024-03", "2024-03-05", "--11-14", "--11", "2024-03-05T10:00:00Z")),
        *((same, same) for same in ("2024-03-05 10:00", "2024-03-05T10:00:00.000+02:00")),
        ("2024/03/05", "2024-03-05"),
        ("2024-3-5", "2024-03-05"),
        ("2024.03.05", "2024-03-05"),
        ("2024/3", "2024-03"),
        ("20240305", "2024-03-05"),
        ("20240305101112", "2024-03-05"),
        ("202403", "2024-03"),
        ("2024.0", "2024"),
        ("2024-00-00", "2024"),
        ("2024-03-00", "2024-03"),
        ("2024-03-05 10:00:00 UTC", "2024-03-05 10:00:00Z"),
        ("2024-03-05 10:00:00+00", "2024-03-05 10:00:00+00:00"),
        ("5 Mar 2024", "2024-03-05"),
        ("05-Mar-2024", "2024-03-05"),
        ("March 5, 2024", "2024-03-05"),
        ("March 5th, 2024", "2024-03-05"),
        ("Tuesday, 5th of March 2024", "2024-03-05"),
        ("2024 Mar 5", "2024-03-05"),
        ("Mar 2024", "2024-03"),
        ("Sept. 2024", "2024-09"),
        ("2024 Mar-Apr", "2024-03"),
        ("Nov", "--11"),
        ("november", "--11"),
        ("Nov 14", "--11-14"),
        ("Spring 2024", "2024"),
        ("July 12-15, 2024", "2024-07-12"),
        ("Dec 30, 2023 - Jan 2, 2024", "2023-12-30"),
        ("2023-2024", "2023"),
        ("2024-03-05/2024-03-07", "2024-03-05"),
        ("2024/..", "2024"),
        ("2024~", "2024"),
        ("[2024]", "2024"),
        ("Thu, 17 Jun 2021 17:37:18 GMT", "2021-06-17T17:37:18Z"),
        ("17 Jun 2021 17:37:18 -0400", "2021-06-17T17:37:18-04:00"),
        ("Thu Jun 17 17:37:18 2021", "2021-06-17"),
        ("June 17, 2021, 5:37 PM", "2021-06-17"),
        ("29/02/2024", "2024-02-29"),
        ("02/29/2024", "2024-02-29"),
        ("29.2.2024", "2024-02-29"),
        ("03/03/2024", "2024-03-03"),
        ("12/25/2024 10:00 AM", "2024-12-25"),
        ("03/2024", "2024-03"),
        ("1623951438", "2021-06-17T17:37:18Z"),
        ("1623888000000", "2021-06-17"),
        ("1623888000000.0", "2021-06-17"),
    ],
)
def test_dates_that_are_read(text: str, date: str) -> None:
    assert read_date(text) == (date, "")


@pytest.mark.parametrize("text", ["", "nan", "NaT", "None", "N/A", "n.d.", "-", "0000-00-00", "No date"])
def test_no_date_is_no_problem(text: str) -> None:
    assert read_date(text) == ("", "")


@pytest.mark.parametrize(
    ("text", "date", "doubt"),
    [
        ("05/03/2024", "2024", "could be day-month or month-day: only the year is kept"),
        ("2024-13-01", "2024", "has no month from 1 to 12: only the year is kept"),
        ("2023-02-29", "2023-02", "has no such day: only the month is kept"),
        ("to appear in 2024", "2024", "only the year is kept"),
        ("2024a", "2024", "only the year is kept"),
        ("2024-03-05T25:00", "2024", "only the year is kept"),
        *(
            (text, "", "is not a date that kg can read: ignored")
            for text in ("yesterday", "in press", "12", "5 Mar 24")
        ),
        *((text, "", "is not a date that kg can read: ignored") for text in ("3024", "9999-12-31", "2106.09685")),
        ("Fri, 31 Dec 9999 23:59:59 GMT", "", "is not a date that kg can read: ignored"),
        *((text, "", "is not a date that kg can read: ignored") for text in ("45356", "Mar-24", "20249999", "x" * 999)),
        ("--13-01", "", "ignored"),
    ],
)
def test_doubtful_dates(text: str, date: str, doubt: str) -> None:
    found, said = read_date(text)
    assert found == date
    assert doubt in said


@given(st.text(st.sampled_from("0123456789-/.: TZ+,MarchNovGT"), max_size=30))
def test_what_is_read_is_iso_and_of_a_possible_year(text: str) -> None:
    date, doubt = read_date(text)
    if date.startswith("--"):
        assert 1 <= int(date[2:4]) <= 12
    elif date:
        assert FIRST_YEAR <= int(date[:4]) <= LAST_YEAR
        assert read_date(date) == (date, ""), "what is written is read as the same"
    else:
        assert doubt or not any(character.isdigit() for character in text.strip("0-/.: "))
