"""A small report with everything that a renderer must be able to print."""

from datetime import date
from decimal import Decimal

from reports.domain.marks import Mark
from reports.domain.period_report import (
    Account,
    Fact,
    Figure,
    Indicator,
    ItemLine,
    Link,
    PeriodReport,
    PlanBlock,
    PublicationLine,
    SectionBlock,
    Signatory,
)

BOTH = ItemLine(
    number="1.1",
    title="Неделя открытых занятий",
    deadline="Ноябрь",
    responsible="Руководитель МОЦ, методист",
    mark=Mark.IN_PROGRESS,
    accepted_count=2,
    expected_count=3,
    accounts=(
        Account("Школа № 7", "выполнено", "Пришёл 41 родитель", "", date(2025, 11, 14), 2),
        Account("Гимназия № 2", "не выполнено", "", "Перенос на январь", None, 0),
    ),
    figures=(Figure(Decimal(41), "человек"),),
    links=(Link("Школа № 7", "Новость", "https://school.example.org/14"),),
)
SILENT = ItemLine(
    number="2.1",
    title="=HYPERLINK(0) и <&>",
    deadline="В течение года",
    responsible="администратор",
    mark=Mark.NO_DATA,
    accepted_count=0,
    expected_count=1,
    accounts=(),
    figures=(),
    links=(),
)
REPORT = PeriodReport(
    heading="КВАРТАЛЬНЫЙ ОТЧЁТ",
    centre="МОЦ Лугоборска",
    municipality="Лугоборск",
    period="IV квартал 2025 года",
    starts_on=date(2025, 10, 1),
    ends_on=date(2025, 12, 31),
    passport=(Fact("Руководитель", "Северьянова М. П."),),
    indicators=(Indicator("Программ", "ед.", Decimal(212)), Indicator("Охват", "%", None)),
    plans=(
        PlanBlock(
            "План работы",
            "план работы",
            "утверждён 29.08.2025, версия 1",
            (SectionBlock("1. Организация", (BOTH,)), SectionBlock("2. Навигатор", (SILENT,))),
        ),
    ),
    publications=(
        PublicationLine(date(2025, 11, 20), "Открыта запись", "Сайт", "https://moc.example", 8),
    ),
    narrative="Работаем по плану.",
    signatory=Signatory("Руководитель МОЦ", "Северьянова М. П."),
    silent=("Школа № 15",),
)
