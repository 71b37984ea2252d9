from datetime import timedelta

import pytest
from django.utils import timezone

from organisations.domain.policy import Permission, operator
from organisations.models import AuditEvent
from plans.actions.editing_purge import KEPT, purge_bins
from plans.models import PlanItem, PlanSection, PlanStep
from tests.factories import ExpectationFactory
from tests.plans.editing.sheet import make_sheet

pytestmark = pytest.mark.django_db


def remove(row, days):
    row.removed_at = timezone.now() - timedelta(days=days)
    row.save(update_fields=["removed_at"])
    return row


def purge():
    return purge_bins(now=timezone.now(), actor=operator(Permission.PLAN_EDIT))


def test_rows_leave_the_bin_after_thirty_days():
    sheet = make_sheet()
    remove(sheet.item("А"), KEPT.days + 1)
    remove(sheet.item("Б"), KEPT.days - 1)
    remove(sheet.step("Отчёт"), KEPT.days + 1)
    for row in (sheet.section("Дети"), sheet.item("Г")):
        remove(row, KEPT.days + 1)

    assert purge() == 4
    assert sorted(PlanItem.every.values_list("title", flat=True)) == ["Б", "В"]
    assert list(PlanStep.every.values_list("title", flat=True)) == ["Приказ"]
    assert list(PlanSection.every.values_list("title", flat=True)) == ["Кадры"]
    assert AuditEvent.objects.get(verb="plan.purge").details["rows"] == 4


def test_rows_that_somebody_reported_on_stay_with_their_section():
    item = ExpectationFactory().item
    for row in (item, item.section):
        remove(row, KEPT.days + 1)

    assert purge() == 0
    assert PlanItem.every.filter(pk=item.pk).exists()
    assert PlanSection.every.filter(pk=item.section_id).exists()
