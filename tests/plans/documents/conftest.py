"""Shows how exactly the written documents were read, also when every test passes."""

from collections import Counter
from itertools import groupby

from tests.plans.documents.test_accuracy import ACCURACY


def pytest_terminal_summary(terminalreporter):
    reports = terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
    rows = [
        value
        for report in reports
        for name, value in getattr(report, "user_properties", [])
        if name == ACCURACY
    ]
    if not rows:
        return
    terminalreporter.section("how exactly the plan documents were read")
    for line in by_shape(rows) + by_field(rows) + totals(rows):
        terminalreporter.write_line(line)


def by_shape(rows):
    lines = []
    ordered = sorted(rows, key=lambda row: row["group"])
    for group, members in groupby(ordered, key=lambda row: row["group"]):
        lines.append(f"{group}:")
        lines += [
            share(f"  {row['shape']} ({row['suffix']})", row["right"], row["all"])
            + f"  silent {row['silent']}"
            for row in members
        ]
    return lines


def by_field(rows):
    right, everything = Counter(), Counter()
    for row in rows:
        right.update(row["right_by_field"])
        everything.update(row["by_field"])
    return ["by field:"] + [
        share(f"  {field}", right[field], count) for field, count in sorted(everything.items())
    ]


def totals(rows):
    right, everything = (sum(row[key] for row in rows) for key in ("right", "all"))
    silent = sum(row["silent"] for row in rows)
    return [share(f"all {len(rows)} documents", right, everything) + f"  silent {silent}"]


def share(name, right, everything):
    return f"{name:<72} {right:>5} of {everything:>5}  {right / (everything or 1):8.2%}"
