"""Automatic numbers in cells."""

from collections.abc import Sequence


def labelled(lines: Sequence[str], labels: Sequence[str]) -> tuple[str, str]:
    """The text and the number of a cell: a single number stands apart, a list keeps its own."""
    if len(lines) == 1:
        return lines[0].strip(), labels[0]
    numbers = [label for label in labels if label]
    if len(numbers) < 2:
        return "\n".join(lines).strip(), numbers[0] if numbers else ""
    pairs = zip(labels, lines, strict=True)
    return "\n".join(f"{label} {line}".strip() for label, line in pairs).strip(), ""
