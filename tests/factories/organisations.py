import factory
from factory.django import DjangoModelFactory

from organisations.actions import place_in_tree
from organisations.domain.policy import Role
from organisations.models import Membership, Organisation, User


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"person{n}")
    email = factory.LazyAttribute(lambda person: f"{person.username}@example.org")
    last_name = factory.Sequence(lambda n: f"Петрова{n}")
    first_name = "Ольга"
    patronymic = "Николаевна"


class OrganisationFactory(DjangoModelFactory[Organisation]):
    """A school; `parent` is given by the test, without it the school stands alone."""

    class Meta:
        model = Organisation
        skip_postgeneration_save = True

    kind = Organisation.Kind.SCHOOL
    code = factory.Sequence(lambda n: f"school-{n}")
    name = factory.Sequence(lambda n: f"Муниципальное бюджетное учреждение «Школа № {n}»")
    short_name = factory.Sequence(lambda n: f"Школа № {n}")
    parent = None

    @factory.post_generation
    def path_in_tree(self, _create, _extracted, **_kwargs):
        place_in_tree(self)


class RegionFactory(OrganisationFactory):
    kind = Organisation.Kind.REGION
    code = factory.Sequence(lambda n: f"region-{n}")
    short_name = factory.Sequence(lambda n: f"РМЦ {n}")


class CentreFactory(OrganisationFactory):
    kind = Organisation.Kind.CENTRE
    code = factory.Sequence(lambda n: f"centre-{n}")
    short_name = factory.Sequence(lambda n: f"МОЦ {n}")


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.COORDINATOR.value
