"""How both files of a report say the same thing."""

from decimal import Decimal

from reports.domain.marks import Mark
from reports.domain.period_report import Account, Figure, ItemLine

# Every mark has its column, so that a row adds up to its number of items.
COUNTED_MARKS = tuple(Mark)


def number_text(value: Decimal) -> str:
    """«1 204», «3,5»: no trailing zeros, a comma, thousands apart."""
    text = f"{value.normalize():,f}"
    return text.replace(",", "\u00a0").replace(".", ",")


def figures_text(figures: tuple[Figure, ...]) -> str:
    return "; ".join(f"{number_text(one.value)} {one.unit}".strip() for one in figures)


def mark_text(line: ItemLine) -> str:
    """The mark and, where several organisations were asked, how many have answered."""
    if line.expected_count > 1:
        return f"{line.mark} (принято {line.accepted_count} из {line.expected_count})"
    return str(line.mark)


def account_text(account: Account, *, alone: bool) -> str:
    """What one organisation did; its name leads where others stand beside it."""
    text = account.text or account.execution
    return text if alone else f"{account.organisation}: {text}"


def results_text(line: ItemLine) -> str:
    """All accepted accounts of the item, one a line, then the figures."""
    alone = len(line.accounts) == 1
    said = [account_text(account, alone=alone) for account in line.accounts]
    if line.figures:
        said.append(f"Итого: {figures_text(line.figures)}")
    files = sum(account.file_count for account in line.accounts)
    if files:
        said.append(f"Файлов-подтверждений: {files}")
    return "\n".join(said)


def reasons_text(line: ItemLine) -> str:
    """Why it was not done, where somebody says so."""
    alone = len(line.accounts) == 1
    return "\n".join(
        account.reason if alone else f"{account.organisation}: {account.reason}"
        for account in line.accounts
        if account.reason
    )
