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
    match kind:
        case "month":
            return f"{MONTHS[starts_on.month - 1]} {starts_on.year} года"
        case "quarter":
            return f"{QUARTERS[(starts_on.month - 1) // 3]} квартал {starts_on.year} года"
        case "half_year":
            return f"{'I' if starts_on.month < 7 else 'II'} полугодие {starts_on.year} года"
        case "year":
            return f"{starts_on.year} год"
        case "school_year":
            return f"{starts_on.year}/{ends_on.year} учебный год"
    return f"{starts_on:%d.%m.%Y} – {ends_on:%d.%m.%Y}"
