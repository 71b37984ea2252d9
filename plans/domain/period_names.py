"""What a reporting period is called: «IV квартал 2025 года»."""

from datetime import date

MONTHS = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)
QUARTERS = ("I", "II", "III", "IV")


def period_title(kind: str, starts_on: date, ends_on: date) -> str:
    """The name of a span of this kind; dates where the kind has no name."""
    year, month = starts_on.year, starts_on.month
    names = {
        "month": f"{MONTHS[month - 1]} {year} года",
        "quarter": f"{QUARTERS[(month - 1) // 3]} квартал {year} года",
        "half_year": f"{'I' if month < 7 else 'II'} полугодие {year} года",
        "year": f"{year} год",
        "school_year": f"{year}/{ends_on.year} учебный год",
    }
    return names.get(kind) or f"{starts_on:%d.%m.%Y} – {ends_on:%d.%m.%Y}"
