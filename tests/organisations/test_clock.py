from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from organisations import audit
from organisations.domain.policy import Permission, Role, operator
from organisations.models import AuditEvent
from tests.factories import CentreFactory

pytestmark = pytest.mark.django_db


def test_a_page_shows_the_time_of_the_persons_organisation(sign_in, time_machine):
    centre = CentreFactory(timezone="Asia/Kamchatka")
    time_machine.move_to(datetime(2025, 12, 1, 20, 30, tzinfo=UTC), tick=False)
    audit.record(
        operator(Permission.ORGANISATION_EDIT),
        "organisation.update",
        centre,
        organisation_id=centre.pk,
    )

    response = sign_in(Role.HEAD, centre).get(reverse("organisations:audit_list"))

    assert AuditEvent.objects.count() == 1
    assert "08:30" in response.text  # the next morning in Kamchatka
    assert str(timezone.get_current_timezone()) == "Europe/Moscow"  # given back afterwards
