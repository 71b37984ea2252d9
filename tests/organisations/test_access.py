import pytest

from organisations.access import load_posts
from organisations.domain.policy import Permission, Role, actor_for
from tests.factories import CentreFactory, MembershipFactory, OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db


def test_load_posts_reaches_the_organisation_and_all_below_it():
    region = RegionFactory()
    centre, other_centre = CentreFactory.create_batch(2, parent=region)
    school = OrganisationFactory(parent=centre)
    OrganisationFactory(parent=other_centre)
    member = MembershipFactory(organisation=centre, role=Role.METHODIST.value)

    [post] = load_posts(member.user_id)

    assert post.organisation_ids == {centre.pk, school.pk}


def test_load_posts_takes_two_queries_however_many_posts(django_assert_num_queries):
    member = MembershipFactory()
    MembershipFactory(user=member.user)

    with django_assert_num_queries(2):  # memberships, organisations below them
        load_posts(member.user_id)


def test_load_posts_forgets_a_switched_off_organisation():
    member = MembershipFactory(organisation__is_active=False)

    assert load_posts(member.user_id) == []


def test_actor_carries_a_right_no_further_than_its_own_post():
    ours, theirs = OrganisationFactory.create_batch(2)
    member = MembershipFactory(organisation=ours, role=Role.HEAD.value)
    MembershipFactory(user=member.user, organisation=theirs, role=Role.OBSERVER.value)

    actor = actor_for(member.user_id, load_posts(member.user_id), Permission.PLAN_EDIT)

    assert actor is not None
    assert actor.organisation_ids == {ours.pk}
