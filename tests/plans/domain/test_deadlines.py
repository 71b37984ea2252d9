import re
from calendar import monthrange
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.domain.deadlines import (
    Continuous,
    DeadlineContext,
    Due,
    Every,
    OnRequest,
    Recurring,
    Remark,
    Unit,
    Unknown,
    Window,
    arrange,
    merge,
    print_terms,
    read_deadline,
    term_from_dict,
    term_to_dict,
    understand,
)
from tests.plans.domain.deadline_phrases import PHRASES
from tests.plans.domain.deadline_variants import VARIANTS

SCHOOL_2022 = DeadlineContext((date(2022, 9, 1), date(2023, 8, 31)))
YEAR_2024 = DeadlineContext((date(2024, 1, 1), date(2024, 12, 31)))


def period(code):
    if code.startswith("SY"):
        year = int(code[2:])
        return date(year, 9, 1), date(year + 1, 8, 31)
    if code.startswith("CY"):
        return date(int(code[2:]), 1, 1), date(int(code[2:]), 12, 31)
    year, month = map(int, code.split("-"))
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


MONTHS = re.compile(r"(?<![\d-])(?<!by )(\d{4}-\d\d(?:-\d\d)?)(?:\.\.(\d{4}-\d\d(?:-\d\d)?))?")


def edge(text, *, last):
    year, month, *day = map(int, text.split("-"))
    return date(year, month, *(day or [monthrange(year, month)[1] if last else 1]))


def spelt_out(terms):
    """«2024-09» is the whole of that month."""
    return MONTHS.sub(
        lambda match: f"{edge(match[1], last=False)}..{edge(match[2] or match[1], last=True)}",
        terms,
    )


def context_of(code):
    """«SY2024», «2024-10..2024-12», «SY2024 2025-02»: the plan's period, the section's month."""
    named, _, month = code.partition(" ")
    first, _, last = named.partition("..")
    bounds = (period(first)[0], period(last)[1]) if last else period(first)
    return DeadlineContext(bounds, Window(*period(month)) if month else None)


def say(term):  # noqa: PLR0911 -- one return a kind
    match term:
        case Window(start, end):
            return f"{start}..{end}"
        case Due(end):
            return f"by {end}"
        case Recurring(every, times, day):
            return f"{times} a {every}" + (f" by {day}" if day else "")
        case Continuous():
            return "continuous"
        case OnRequest():
            return "on request"
    return "unknown"


@pytest.mark.parametrize(
    ("text", "code", "terms"), [entry[1:] for entry in PHRASES], ids=[str(e[0]) for e in PHRASES]
)
def test_read_deadline_knows_the_phrases_of_the_field(text, code, terms):
    deadline = read_deadline(text, DeadlineContext(period(code)))

    assert ", ".join(say(term) for term in deadline.terms) == terms


@pytest.mark.parametrize(
    ("code", "text", "terms"),
    [(code, *entry) for code, entries in VARIANTS.items() for entry in entries],
)
def test_read_deadline_knows_how_plans_word_them(code, text, terms):
    deadline = read_deadline(text, context_of(code))

    assert ", ".join(say(term) for term in deadline.terms) == spelt_out(terms)


def test_phrases_are_298():
    assert [entry[0] for entry in PHRASES] == list(range(1, 299))


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("10-15", "2023-01-10..2023-01-15"),
        ("до 20", "by 2023-01-20"),
        ("5, 12 и 19", "by 2023-01-05, by 2023-01-12, by 2023-01-19"),
        ("в течение месяца", "2023-01-01..2023-01-31"),
        ("до 10 числа", "by 2023-01-10"),
        ("31 (вторник)", "by 2023-01-31"),
        ("март", "2023-03-01..2023-03-31"),
        ("32", "unknown"),
    ],
)
def test_days_lie_in_the_month_of_their_section(text, terms):
    january = Window(date(2023, 1, 1), date(2023, 1, 31))
    context = DeadlineContext(SCHOOL_2022.period, january)

    assert ", ".join(say(term) for term in read_deadline(text, context).terms) == terms


@pytest.mark.parametrize(
    ("unit", "text", "terms"),
    [
        (Unit.QUARTER, "I-II", "2024-01-01..2024-06-30"),
        (Unit.QUARTER, "3", "2024-07-01..2024-09-30"),
        (Unit.MONTH, "9", "2024-09-01..2024-09-30"),
        (Unit.MONTH, "II", "2024-02-01..2024-02-29"),
        (None, "II", "unknown"),
    ],
)
def test_bare_numbers_count_what_their_column_counts(unit, text, terms):
    context = DeadlineContext(YEAR_2024.period, unit=unit)

    assert ", ".join(say(term) for term in read_deadline(text, context).terms) == terms


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("Декабрь 2022-", (Remark.OPEN_END,)),
        ("с 1 марта", (Remark.OPEN_END,)),
        ("август", (Remark.AUGUST,)),
        ("август 2023", ()),
        ("сентябрь", ()),
        ("до мая", (Remark.BY_MONTH,)),
        ("до конца мая", ()),
        ("до 1 мая", ()),
        ("до конца года", (Remark.YEAR_END,)),
        ("до конца 2022 года", ()),
        ("до конца учебного года", (Remark.SCHOOL_YEAR_EDGE,)),
        ("к началу учебного года", (Remark.SCHOOL_YEAR_EDGE,)),
    ],
)
def test_understand_says_what_is_doubtful(text, remarks):
    assert understand(text, SCHOOL_2022).remarks == remarks


@pytest.mark.parametrize(
    "text", ["см. приложение", "3-4 раза в год", "31.02.2024", "сентябрь 20__ г.", "ноябрь - март"]
)
def test_what_is_not_sure_is_unknown(text):
    assert read_deadline(text, YEAR_2024).terms == (Unknown(),)


def test_empty_cell_has_no_terms():
    deadline = read_deadline("  \n ", YEAR_2024)

    assert (deadline.text, deadline.terms) == (None, ())


dates = st.dates(date(1990, 1, 1), date(2099, 12, 31))
windows = st.tuples(dates, dates).map(lambda pair: Window(min(pair), max(pair)))
recurring = st.builds(
    Recurring, st.sampled_from(Every), st.integers(1, 40), st.none() | st.integers(1, 31)
)
terms = st.lists(
    windows | st.builds(Due, dates) | recurring | st.builds(Continuous) | st.builds(OnRequest),
    min_size=1,
    max_size=5,
).map(arrange)
contexts = st.builds(
    DeadlineContext,
    windows.map(lambda window: (window.start, window.end)),
    st.none() | windows,
    st.none() | st.sampled_from([Unit.MONTH, Unit.QUARTER]),
)
WORDS = (
    "до с по не позднее сентябрь мая 15 31 10-15 I квартал 2024 2023-24 уч. год 01.09.2023 раз в "
    "месяц ежемесячно числа течение года ( ) , ; - – : каждый понедельник период лето декада"
)
words = st.sampled_from(WORDS.split(" "))


@settings(deadline=None)
@given(st.text(max_size=60) | st.lists(words, max_size=9).map(" ".join), contexts)
def test_no_input_raises(text, context):
    deadline = read_deadline(text, context)

    assert bool(deadline.terms) is (deadline.text is not None)


@settings(deadline=None)
@given(terms, contexts)
def test_what_is_printed_is_read_again(terms, context):
    assert read_deadline(print_terms(terms), context).terms == terms


PLAIN = [(code, text) for code, entries in VARIANTS.items() for text, _ in entries]
PLAIN += [(code, text) for _, text, code, _ in PHRASES]
DASHES = "-‐‑‒–—−"
spacings = st.sampled_from([" ", "  ", "\xa0", " \n", "\u2009"])


@settings(deadline=None)
@given(
    st.sampled_from(PLAIN),
    st.lists(spacings, min_size=1, max_size=5),
    st.sampled_from(DASHES),
    st.sampled_from([str, str.lower, str.upper, str.capitalize]),
)
def test_spaces_dashes_and_case_change_no_meaning(entry, spaces, dash, case):
    code, text = entry
    words = case(re.sub(f"[{DASHES}]", dash, text)).split(" ")
    dressed = "".join(word + spaces[index % len(spaces)] for index, word in enumerate(words))

    terms = read_deadline(dressed, context_of(code)).terms

    assert terms == read_deadline(text, context_of(code)).terms


@settings(deadline=None)
@given(
    st.sampled_from([entry for entry in PLAIN if not set(entry[1]) & set("():;_")]),
    st.sampled_from(["{} шмыргун", "шмыргун {}", "шмыргун № 7 {}", "{} 77 шмыргунов"]),
)
def test_a_word_that_nobody_knows_leaves_no_date(entry, strange):
    code, text = entry

    terms = read_deadline(strange.format(text), context_of(code)).terms

    is_free = any(isinstance(term, OnRequest) for term in terms)
    assert is_free or not any(isinstance(term, Window | Due) for term in terms)


@settings(deadline=None)
@given(terms, terms)
def test_arranging_again_changes_nothing(some, more):
    once = arrange([*some, *more])

    assert arrange(once) == once


@settings(deadline=None)
@given(st.lists(windows))
def test_merging_is_idempotent(many):
    once = merge(many)

    assert merge(once) == once


@settings(deadline=None)
@given(st.lists(windows))
def test_merged_windows_hold_the_same_days(many):
    merged = merge(many)

    days = {window.start for window in many} | {window.end for window in many}
    assert all(any(window.start <= day <= window.end for window in merged) for day in days)
    assert all((after.start - before.end).days > 1 for before, after in pairwise(merged))


@settings(deadline=None)
@given(terms)
def test_terms_survive_json(terms):
    assert tuple(term_from_dict(term_to_dict(term)) for term in terms) == terms


@pytest.mark.parametrize("data", [{}, {"kind": "later"}, {"kind": "due", "end": "soon"}])
def test_term_from_dict_refuses_what_is_no_term(data):
    with pytest.raises(ValueError, match=r"not a deadline term|Invalid isoformat"):
        term_from_dict(data)
