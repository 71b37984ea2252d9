from datetime import date

import factory
from django.conf import settings
from factory.django import DjangoModelFactory

from mediaplan.models import Channel, Publication
from navigator.domain.sealing import seal_number
from navigator.models import Certificate, Programme
from tests.factories.organisations import CentreFactory, OrganisationFactory
from tests.factories.plans import PlanItemFactory


class ChannelFactory(DjangoModelFactory[Channel]):
    class Meta:
        model = Channel

    organisation = factory.SubFactory(CentreFactory)
    kind = Channel.Kind.SITE
    name = factory.Sequence(lambda n: f"Сайт центра {n}")


class PublicationFactory(DjangoModelFactory[Publication]):
    class Meta:
        model = Publication

    item = factory.SubFactory(PlanItemFactory, plan__kind="media_plan")
    channel = factory.SubFactory(
        ChannelFactory, organisation=factory.SelfAttribute("..item.plan.organisation")
    )
    title = factory.Sequence(lambda n: f"Дни открытых дверей {n}")
    url = "https://example.org/news/1"
    published_on = date(2025, 11, 14)


class ProgrammeFactory(DjangoModelFactory[Programme]):
    class Meta:
        model = Programme

    organisation = factory.SubFactory(OrganisationFactory)
    outside_id = factory.Sequence(lambda n: f"П-{n}")
    title = factory.Sequence(lambda n: f"Робототехника {n}")
    focus = Programme.Focus.TECHNICAL
    level = Programme.Level.BASE
    state = Programme.State.PUBLISHED
    age_from = 7
    age_to = 12
    place_count = 15
    enrolled_count = 12
    updated_on = date(2025, 9, 1)


class CertificateFactory(DjangoModelFactory[Certificate]):
    class Meta:
        model = Certificate

    class Params:
        number = factory.Sequence(lambda n: f"9905{n:06d}")

    organisation = factory.SubFactory(OrganisationFactory)
    number_sealed = factory.LazyAttribute(
        lambda row: seal_number(row.number, settings.CERTIFICATE_KEY)
    )
    number_tail = factory.LazyAttribute(lambda row: row.number[-4:])
    kind = Certificate.Kind.FUNDING
    status = Certificate.Status.ACTIVE
    birth_year = 2014
    issued_on = date(2025, 9, 10)
