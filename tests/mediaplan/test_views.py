import pytest
from django.urls import reverse

from mediaplan.models import Publication
from organisations.domain.policy import Role
from organisations.models import AuditEvent
from tests.factories import (
    CentreFactory,
    ChannelFactory,
    PlanItemFactory,
    PublicationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("publication_count", [1, 3])
def test_publication_list_takes_a_bounded_number_of_queries(
    sign_in, publication_count, django_assert_num_queries
):
    first = PublicationFactory()
    PublicationFactory.create_batch(publication_count - 1, item=first.item, channel=first.channel)
    client = sign_in(Role.MEDIA_OFFICER, first.channel.organisation)

    # session, user, memberships, organisations below, count, items, publications
    with django_assert_num_queries(7):
        response = client.get(reverse("mediaplan:publication_list"))

    assert response.text.count("example.org/news/1") == publication_count


def test_publication_list_shows_items_of_media_plans_only(sign_in):
    ours = PlanItemFactory(plan__kind="media_plan")
    PlanItemFactory(plan=ours.plan.__class__.objects.get(pk=ours.plan_id), section=ours.section)
    PlanItemFactory(plan__kind="work_plan", plan__organisation=ours.plan.organisation)

    response = sign_in(Role.HEAD, ours.plan.organisation).get(
        reverse("mediaplan:publication_list")
    )

    assert {item.plan_id for item in response.context["page"]} == {ours.plan_id}


def said(channel, **changes):
    return {
        "channel": channel.pk,
        "title": "Открыта запись",
        "published_on": "2025-11-20",
        "url": "https://example.org/1",
        "reach": "120",
        "version": "1",
    } | changes


def test_publication_create_adds_and_writes_it_down(sign_in):
    item = PlanItemFactory(plan__kind="media_plan")
    channel = ChannelFactory(organisation=item.plan.organisation)

    response = sign_in(Role.MEDIA_OFFICER, item.plan.organisation).post(
        reverse("mediaplan:publication_create", args=[item.pk]), said(channel)
    )

    assert response.status_code == 302
    [publication] = Publication.objects.all()
    assert (publication.title, publication.reach) == ("Открыта запись", 120)
    assert [event.verb for event in AuditEvent.objects.all()] == ["publication.create"]


def test_publication_create_refuses_a_channel_of_another_centre(sign_in):
    item = PlanItemFactory(plan__kind="media_plan")
    foreign = ChannelFactory()

    response = sign_in(Role.MEDIA_OFFICER, item.plan.organisation).post(
        reverse("mediaplan:publication_create", args=[item.pk]), said(foreign)
    )

    assert response.status_code == 422
    assert "channel" in response.context["form"].errors
    assert not Publication.objects.exists()


def test_publication_create_refuses_a_banned_network(sign_in):
    item = PlanItemFactory(plan__kind="media_plan")
    channel = ChannelFactory(organisation=item.plan.organisation)

    response = sign_in(Role.MEDIA_OFFICER, item.plan.organisation).post(
        reverse("mediaplan:publication_create", args=[item.pk]),
        said(channel, url="https://www.instagram.com/p/1"),
    )

    assert response.status_code == 422
    [error] = response.context["form"].errors["url"]
    assert error == (
        "Эта социальная сеть запрещена в России, публиковаться в ней нельзя. "
        "Выберите другую площадку: сайт, ВКонтакте, Одноклассники, MAX."
    )
    assert not Publication.objects.exists()


def test_publication_edit_refuses_a_stale_version(sign_in):
    publication = PublicationFactory(title="Как было")
    Publication.objects.update(version=2, title="Правка коллеги")

    response = sign_in(Role.MEDIA_OFFICER, publication.channel.organisation).post(
        reverse("mediaplan:publication_edit", args=[publication.pk]), said(publication.channel)
    )

    publication.refresh_from_db()
    assert response.status_code == 409
    assert "Открыта запись" in response.text
    assert "Правка коллеги" in response.text
    assert publication.title == "Правка коллеги"


def test_publication_edit_is_404_for_a_stranger(sign_in):
    publication = PublicationFactory()

    response = sign_in(Role.MEDIA_OFFICER, CentreFactory()).get(
        reverse("mediaplan:publication_edit", args=[publication.pk])
    )

    assert response.status_code == 404


def test_publication_delete_asks_first_and_remembers(sign_in):
    publication = PublicationFactory(title="Ошибка")
    client = sign_in(Role.MEDIA_OFFICER, publication.channel.organisation)
    address = reverse("mediaplan:publication_delete", args=[publication.pk])

    asked = client.get(address)
    client.post(address)

    assert "Ошибка" in asked.text
    assert not Publication.objects.exists()
    [event] = AuditEvent.objects.all()
    assert event.details["title"] == "Ошибка"


def test_channel_create_refuses_a_name_twice(sign_in):
    channel = ChannelFactory(name="Сайт")

    response = sign_in(Role.HEAD, channel.organisation).post(
        reverse("mediaplan:channel_create"),
        {"organisation": channel.organisation_id, "kind": "site", "name": "Сайт", "url": ""},
    )

    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == ["Канал с таким названием уже есть."]
