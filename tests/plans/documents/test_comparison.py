from tests.plans.documents.comparison import compare
from tests.plans.domain.shapes import YEAR_2024, item, plan, section


def document(*items):
    made = plan("work_plan", "План", YEAR_2024, "number title", section(None, None, *items))
    return {"approvals": [], "plans": [made]}


def wrong(expected, got):
    return [
        (value.path, value.expected, value.got)
        for value in compare(expected, got)
        if not value.right
    ]


def test_equal_documents_have_no_wrong_value():
    one = document(item("1", "Семинар"), item("2", "Совещание"))

    values = compare(one, one)

    assert [value.path for value in values if value.item is not None] == [
        "plan 0/row 0/number",
        "plan 0/row 0/title",
        "plan 0/row 1/number",
        "plan 0/row 1/title",
    ]
    assert all(value.right for value in values)


def test_a_lost_row_does_not_shift_the_rest():
    rows = [item("1", "Семинар"), item("2", "Совещание"), item("3", "Конкурс")]

    assert wrong(document(*rows), document(rows[0], rows[2])) == [
        ("plan 0/row 1/number", "2", None),
        ("plan 0/row 1/title", "Совещание", None),
    ]


def test_a_lost_entry_does_not_shift_the_rest():
    expected = document(item("1", "Семинар", responsible=["А", "Б", "В"]))
    got = document(item("1", "Семинар", responsible=["А", "В"]))

    assert wrong(expected, got) == [("plan 0/row 0/responsible[1]", "Б", None)]


def test_a_lost_plan_is_wrong_in_all_its_values():
    expected = document(item("1", "Семинар"))

    values = compare(expected, {"approvals": [], "plans": []})

    assert len(values) == 6
    assert not any(value.right for value in values)
