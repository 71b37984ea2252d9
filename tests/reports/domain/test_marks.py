import pytest

from reports.domain.marks import Mark, mark_of


@pytest.mark.parametrize(
    ("executions", "expected_count", "starts_later", "mark"),
    [
        ([], 0, False, Mark.NOT_ASKED),
        ([], 0, True, Mark.NOT_YET),
        ([], 3, False, Mark.NO_DATA),
        ([], 3, True, Mark.NO_DATA),
        (["done"], 1, False, Mark.DONE),
        (["done", "done"], 3, False, Mark.IN_PROGRESS),
        (["done", "partly"], 2, False, Mark.IN_PROGRESS),
        (["not_done", "not_done"], 2, False, Mark.NOT_DONE),
        (["not_done"], 2, False, Mark.NOT_DONE),
        (["done", "not_done"], 2, False, Mark.IN_PROGRESS),
        (["done", "not_applicable"], 2, False, Mark.DONE),
        (["not_applicable"], 1, False, Mark.NOT_APPLICABLE),
        (["not_applicable"], 2, False, Mark.IN_PROGRESS),
        (["in_progress"], 1, False, Mark.IN_PROGRESS),
    ],
)
def test_mark_of(executions, expected_count, starts_later, mark):
    assert mark_of(executions, expected_count, starts_later=starts_later) is mark
