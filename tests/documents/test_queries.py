import pytest

from documents import actions, queries, runner
from documents.models import Job, StoredFile
from organisations.access import load_posts
from organisations.domain.policy import Permission, Role
from organisations.models import Membership
from tests.documents.conftest import TEXT
from tests.factories import CentreFactory, MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

EVERYONE_BUT_COORDINATOR = set(Role) - {Role.COORDINATOR, Role.ADMINISTRATOR}
MAY_DOWNLOAD = {
    "plan_source": EVERYONE_BUT_COORDINATOR,
    "plan_paper": EVERYONE_BUT_COORDINATOR,
    "evidence": {
        Role.HEAD,
        Role.METHODIST,
        Role.NAVIGATOR_ADMINISTRATOR,
        Role.MEDIA_OFFICER,
        Role.COORDINATOR,
        Role.APPROVER,
    },
    "result": EVERYONE_BUT_COORDINATOR,
    "import": {Role.HEAD, Role.ADMINISTRATOR},
}


def store(organisation, purpose, job=None) -> StoredFile:
    return actions.store_bytes(
        b"content",
        "файл.txt",
        TEXT,
        purpose=purpose,
        organisation_id=organisation.pk,
        user_id=None,
        job=job,
    )


def found(person: Membership, stored: StoredFile) -> StoredFile | None:
    return queries.downloadable_file(load_posts(person.user_id), person.user_id, stored.pk)


def test_every_purpose_has_its_row():
    assert set(MAY_DOWNLOAD) == set(StoredFile.Purpose.values) == set(queries.READERS)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("purpose", MAY_DOWNLOAD)
def test_downloadable_file_by_role(role, purpose):
    place = CentreFactory()
    person = MembershipFactory(organisation=place, role=role.value)
    stored = store(place, purpose)

    assert (found(person, stored) == stored) is (role in MAY_DOWNLOAD[purpose])


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("purpose", MAY_DOWNLOAD)
def test_downloadable_file_of_a_stranger_is_never_found(role, purpose):
    person = MembershipFactory(organisation=CentreFactory(), role=role.value)

    assert found(person, store(CentreFactory(), purpose)) is None


def test_downloadable_file_of_a_school_is_found_from_the_centre_above():
    centre = CentreFactory()
    school = OrganisationFactory(parent=centre)
    methodist = MembershipFactory(organisation=centre, role=Role.METHODIST.value)
    stored = store(school, "evidence")

    assert found(methodist, stored) == stored


def test_downloadable_file_of_the_centre_is_not_found_from_a_school_below():
    centre = CentreFactory()
    school = OrganisationFactory(parent=centre)
    coordinator = MembershipFactory(organisation=school, role=Role.COORDINATOR.value)

    assert found(coordinator, store(centre, "evidence")) is None


def test_downloadable_file_of_an_own_job_needs_no_right_but_reach(handle, queue_job, head, centre):
    handle()
    job = queue_job()
    runner.run(job.pk)
    stored = job.files.get()
    person = Membership.objects.get(user=head.user_id)

    Membership.objects.update(role=Role.COORDINATOR.value)
    assert found(person, stored) == stored
    Membership.objects.update(organisation=CentreFactory())
    assert found(person, stored) is None


def test_downloadable_file_of_a_colleagues_job_needs_the_right(handle, queue_job, centre):
    handle()
    job = queue_job()
    runner.run(job.pk)
    coordinator = MembershipFactory(organisation=centre, role=Role.COORDINATOR.value)

    assert found(coordinator, job.files.get()) is None


def test_downloadable_file_that_does_not_exist():
    assert queries.downloadable_file([], 1, 404) is None


def test_own_jobs_are_the_persons_own_newest_first(handle, queue_job, head, actor_in, centre):
    handle()
    ours = [queue_job(), queue_job()]
    other = actor_in(centre, Permission.REPORT_BUILD)
    actions.enqueue("trial", actor=other, organisation_id=centre.pk, title="Чужое")

    assert list(queries.own_jobs(head.user_id)) == ours[::-1]
    assert Job.objects.count() == 3
