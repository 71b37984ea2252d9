from datetime import date

import pytest

from plans.domain.publishing import SLUG_LENGTH, Said, proposed_slug, status_of, totals

EARLY, LATE = date(2025, 9, 30), date(2025, 12, 31)


@pytest.mark.parametrize(
    ("said", "asked", "status"),
    [
        ([], 2, "no_reports"),
        ([Said(1, LATE, "done")], 1, "done"),
        ([Said(1, LATE, "done")], 2, "in_progress"),
        ([Said(1, EARLY, "in_progress"), Said(1, LATE, "done")], 1, "done"),
        ([Said(1, LATE, "done"), Said(1, EARLY, "not_done")], 1, "done"),
        ([Said(1, LATE, "done"), Said(2, LATE, "not_applicable")], 2, "done"),
        ([Said(1, LATE, "not_applicable")], 1, "not_applicable"),
        ([Said(1, LATE, "done"), Said(2, LATE, "not_done")], 2, "partly"),
        ([Said(1, LATE, "done"), Said(2, LATE, "in_progress")], 2, "in_progress"),
        ([Said(1, LATE, "not_done"), Said(2, LATE, "not_done")], 2, "not_done"),
    ],
)
def test_status_of_an_item(said, asked, status):
    assert status_of(said, asked) == status


def test_totals_stand_in_the_order_of_telling():
    assert list(totals(["no_reports", "done", "done"]).items()) == [("done", 2), ("no_reports", 1)]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("План работы МОЦ на 2025 год", "plan-raboty-mots-na-2025-god"),
        ("«Щедрый объезд» — ёлка!", "shchedryy-obezd-elka"),
        ("!!!", "plan"),
    ],
)
def test_proposed_slug(title, slug):
    assert proposed_slug(title) == slug


def test_long_title_is_cut_at_a_word():
    slug = proposed_slug("муниципальный опорный центр " * 10)

    assert len(slug) < SLUG_LENGTH
    assert slug.endswith(("munitsipalnyy", "opornyy", "tsentr"))
