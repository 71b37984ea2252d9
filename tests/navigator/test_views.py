import pytest
from django.urls import reverse

from navigator.models import Certificate
from organisations.domain.policy import Role
from organisations.models import AuditEvent
from tests.factories import CertificateFactory, OrganisationFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("programme_count", [1, 3])
def test_programme_list_takes_a_bounded_number_of_queries(
    sign_in, programme_count, django_assert_num_queries
):
    school = OrganisationFactory()
    ProgrammeFactory.create_batch(programme_count, organisation=school)
    client = sign_in(Role.COORDINATOR, school)

    # session, user, memberships, organisations below, organisation choices and the form's check
    # of them are one each, then count and page
    with django_assert_num_queries(7):
        response = client.get(reverse("navigator:programme_list"))

    assert len(response.context["page"]) == programme_count


def test_programme_list_shows_own_programmes_only(sign_in):
    ours, _theirs = ProgrammeFactory.create_batch(2)

    response = sign_in(Role.COORDINATOR, ours.organisation).get(
        reverse("navigator:programme_list")
    )

    assert list(response.context["page"]) == [ours]


def test_programme_list_finds_by_title_and_state(sign_in):
    school = OrganisationFactory()
    wanted = ProgrammeFactory(organisation=school, title="Шахматы", state="archived")
    ProgrammeFactory(organisation=school, title="Шахматы", state="published")
    ProgrammeFactory(organisation=school, title="Лепка", state="archived")

    response = sign_in(Role.HEAD, school).get(
        reverse("navigator:programme_list"), {"text": "хмат", "state": "archived"}
    )

    assert list(response.context["page"]) == [wanted]


def test_programme_list_ignores_a_filter_for_a_foreign_organisation(sign_in):
    ours, theirs = ProgrammeFactory.create_batch(2)

    response = sign_in(Role.HEAD, ours.organisation).get(
        reverse("navigator:programme_list"), {"organisation": theirs.organisation_id}
    )

    assert list(response.context["page"]) == [ours]


def test_programme_list_answers_htmx_with_the_table_only(sign_in):
    programme = ProgrammeFactory()

    response = sign_in(Role.HEAD, programme.organisation).get(
        reverse("navigator:programme_list"), headers={"HX-Request": "true"}
    )

    assert response.text.strip().startswith('<section class="panel stack" id="programme-table"')


def test_programme_counts_sums_what_is_published(sign_in):
    school = OrganisationFactory()
    ProgrammeFactory.create_batch(2, organisation=school, place_count=15, enrolled_count=12)
    ProgrammeFactory(organisation=school, state="draft", place_count=100, enrolled_count=0)

    response = sign_in(Role.HEAD, school).get(reverse("navigator:programme_counts"))

    [row] = response.context["page"]
    assert (row.programme_count, row.published_count, row.place_count, row.enrolled_count) == (
        3,
        2,
        30,
        24,
    )


def test_certificate_counts_by_kind_and_use(sign_in):
    school = OrganisationFactory()
    CertificateFactory(organisation=school, kind="record", status="issued")
    CertificateFactory.create_batch(2, organisation=school, kind="social", status="active")

    response = sign_in(Role.HEAD, school).get(reverse("navigator:certificate_counts"))

    [row] = response.context["rows"]
    assert (row["total"], row["active"], row["record"], row["funding"], row["social"]) == (
        3,
        2,
        1,
        0,
        2,
    )


def test_certificate_list_never_shows_a_whole_number(sign_in):
    certificate = CertificateFactory(number="9905123456")

    response = sign_in(Role.HEAD, certificate.organisation).get(
        reverse("navigator:certificate_list", args=[certificate.organisation_id])
    )

    assert "••••••3456" in response.text
    assert "9905123456" not in response.text


def test_certificate_list_is_404_for_a_stranger(sign_in):
    certificate = CertificateFactory()

    response = sign_in(Role.HEAD).get(
        reverse("navigator:certificate_list", args=[certificate.organisation_id])
    )

    assert response.status_code == 404


def test_certificate_reveal_tells_the_number_and_writes_it_down(sign_in):
    certificate = CertificateFactory(number="9905123456")
    client = sign_in(Role.NAVIGATOR_ADMINISTRATOR, certificate.organisation)

    response = client.post(
        reverse("navigator:certificate_reveal", args=[certificate.pk]),
        {"reason": "Обращение родителя"},
    )

    assert "9905123456" in response.text
    [event] = AuditEvent.objects.filter(verb="certificate.reveal")
    assert event.details == {"reason": "Обращение родителя"}


def test_certificate_reveal_needs_a_reason(sign_in):
    certificate = CertificateFactory(number="9905123456")
    client = sign_in(Role.NAVIGATOR_ADMINISTRATOR, certificate.organisation)

    response = client.post(reverse("navigator:certificate_reveal", args=[certificate.pk]))

    assert response.status_code == 422
    assert response.context["form"].errors == {"reason": ["Напишите, зачем нужен номер."]}
    assert "9905123456" not in response.text
    assert not AuditEvent.objects.exists()


def test_certificate_reveal_on_get_reveals_nothing(sign_in):
    certificate = CertificateFactory(number="9905123456")

    response = sign_in(Role.NAVIGATOR_ADMINISTRATOR, certificate.organisation).get(
        reverse("navigator:certificate_reveal", args=[certificate.pk])
    )

    assert response.status_code == 200
    assert "9905123456" not in response.text


def test_the_database_holds_no_whole_number():
    CertificateFactory(number="9905123456")

    [row] = Certificate.objects.values()

    assert not [value for value in row.values() if "9905123456" in str(value)]
