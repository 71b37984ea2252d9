import re

import pytest
from django.urls import reverse

from documents import actions, runner
from documents.models import Job, StoredFile
from organisations.domain.policy import Permission, Role
from organisations.models import User
from tests.documents.conftest import TEXT
from tests.factories import CentreFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HTMX = {"HX-Request": "true"}
TOKEN = re.compile(r"\b[A-Za-z0-9]{64}\b")

HEADERS = {
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Length": "10",
    "Content-Disposition": (
        "attachment; filename*=utf-8''%D0%9E%D1%82%D1%87%D1%91%D1%82%20%D0%B7%D0%B0%20IV%20"
        "_%D0%BA%D0%B2%D0%B0%D1%80%D1%82%D0%B0%D0%BB_.txt"
    ),
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}


def sign_in_head(client, head):
    client.force_login(User.objects.get(pk=head.user_id), BACKEND)


def address(view: str, pk: int) -> str:
    return reverse(f"documents:{view}", args=[pk])


@pytest.fixture
def stored(centre) -> StoredFile:
    return actions.store_bytes(
        "отчёт".encode(),
        'Отчёт за IV "квартал".txt',
        TEXT,
        purpose="result",
        organisation_id=centre.pk,
        user_id=None,
    )


@pytest.mark.parametrize("job_count", [1, 3])
def test_job_list_takes_six_queries_however_long(
    client, handle, queue_job, head, job_count, django_assert_num_queries
):
    handle()
    jobs = [queue_job() for _number in range(job_count)]
    sign_in_head(client, head)

    with django_assert_num_queries(6):  # session, user, memberships, reach, count, page
        response = client.get(reverse("documents:job_list"))

    assert list(response.context["page"]) == jobs[::-1]


def test_job_list_of_a_newcomer_is_empty(client):
    client.force_login(UserFactory(), BACKEND)

    response = client.get(reverse("documents:job_list"))

    assert "Заданий пока нет" in response.content.decode()


def test_job_detail_polls_while_the_job_goes_on(client, handle, queue_job, head):
    handle()
    job = Job.objects.claim(queue_job().pk)
    Job.objects.update(percent=40, stage="Считаю показатели")
    sign_in_head(client, head)

    page = client.get(address("job_detail", job.pk)).content.decode()

    assert f'hx-get="{address("job_detail", job.pk)}" hx-trigger="every 2s"' in page
    assert f'href="{address("job_detail", job.pk)}"' in page
    assert f'action="{address("job_cancel", job.pk)}"' in page
    assert 'value="40"' in page
    assert "Считаю показатели" in page
    assert "Повторить" not in page


def test_job_detail_answers_htmx_with_the_fragment_of_the_page(client, handle, queue_job, head):
    handle()
    job = queue_job()
    sign_in_head(client, head)

    page = client.get(address("job_detail", job.pk)).content.decode()
    fragment = client.get(address("job_detail", job.pk), headers=HTMX).content.decode()

    assert "<html" not in fragment
    assert 'id="job-progress"' in fragment
    assert comparable(fragment) in comparable(page)


def comparable(text: str) -> str:
    """Without the masked tokens, which are others in each answer, and without indents."""
    return " ".join(TOKEN.sub("…", text).split())


def test_job_detail_of_a_done_job_offers_its_files_and_polls_no_more(
    client, handle, queue_job, head
):
    handle()
    job = queue_job()
    runner.run(job.pk)
    sign_in_head(client, head)

    fragment = client.get(address("job_detail", job.pk), headers=HTMX).content.decode()

    assert "hx-trigger" not in fragment
    assert f'href="{address("file_download", job.files.get().pk)}"' in fragment
    assert "письмо.txt" in fragment


@pytest.mark.parametrize("status", ["failed", "cancelled"])
def test_job_detail_of_a_job_that_did_not_end_well_offers_to_repeat(
    client, handle, queue_job, head, status
):
    handle()
    job = queue_job()
    Job.objects.update(status=status, error="Не вышло.")
    sign_in_head(client, head)

    fragment = client.get(address("job_detail", job.pk), headers=HTMX).content.decode()

    assert f'action="{address("job_retry", job.pk)}"' in fragment
    assert "hx-trigger" not in fragment


@pytest.mark.parametrize("view", ["job_detail", "job_cancel", "job_retry"])
def test_a_job_of_another_is_not_there(client, handle, queue_job, centre, view):
    handle()
    job = queue_job()
    colleague = MembershipFactory(organisation=centre, role=Role.HEAD.value)
    client.force_login(colleague.user, BACKEND)
    ask = client.get if view == "job_detail" else client.post

    assert ask(address(view, job.pk)).status_code == 404
    assert Job.objects.get().status == Job.Status.QUEUED


def test_job_cancel_stops_the_job(client, handle, queue_job, head):
    handle()
    job = queue_job()
    sign_in_head(client, head)

    response = client.post(address("job_cancel", job.pk))

    assert (response.status_code, response.url) == (302, address("job_detail", job.pk))
    assert Job.objects.get().status == Job.Status.CANCELLED


def test_job_cancel_of_a_finished_job_says_why_not(client, handle, queue_job, head):
    handle()
    job = queue_job()
    runner.run(job.pk)
    sign_in_head(client, head)

    response = client.post(address("job_cancel", job.pk))

    assert response.status_code == 409
    assert "Задание уже закончено, отменять нечего." in response.content.decode()


def test_job_retry_queues_the_job_again(client, handle, queue_job, head):
    handle()
    job = queue_job()
    Job.objects.update(status=Job.Status.FAILED)
    sign_in_head(client, head)

    response = client.post(address("job_retry", job.pk))

    assert (response.status_code, response.url) == (302, address("job_detail", job.pk))
    assert Job.objects.get().status == Job.Status.QUEUED


def test_job_retry_without_the_right_is_refused(client, handle, queue_job, head):
    handle(permission=Permission.REPORT_BUILD)
    job = queue_job()
    Job.objects.update(status=Job.Status.FAILED)
    job.requested_by.memberships.update(role=Role.OBSERVER.value)
    sign_in_head(client, head)

    assert client.post(address("job_retry", job.pk)).status_code == 403
    assert Job.objects.get().status == Job.Status.FAILED


@pytest.mark.parametrize("view", ["job_cancel", "job_retry"])
def test_a_change_is_a_post(client, handle, queue_job, head, view):
    handle()
    job = queue_job()
    sign_in_head(client, head)

    assert client.get(address(view, job.pk)).status_code == 405


def test_file_download_sends_an_attachment_that_cannot_run(sign_in, centre, stored):
    client = sign_in(Role.HEAD, centre)

    response = client.get(address("file_download", stored.pk))

    assert response.getvalue().decode() == "отчёт"
    assert {name: response.headers[name] for name in HEADERS} == HEADERS


def test_file_download_knows_its_own_types_only(sign_in, centre, stored):
    StoredFile.objects.update(media_type="text/html")
    client = sign_in(Role.HEAD, centre)

    response = client.get(address("file_download", stored.pk))

    assert response.headers["Content-Type"] == "application/octet-stream"
    response.close()


def test_file_download_leaves_the_sending_to_nginx(sign_in, centre, stored, settings):
    settings.MEDIA_ACCEL_PREFIX = "/protected/"
    client = sign_in(Role.HEAD, centre)

    response = client.get(address("file_download", stored.pk))

    assert response.headers["X-Accel-Redirect"] == f"/protected/{stored.content.name}"
    assert response.content == b""
    for name in set(HEADERS) - {"Content-Length"}:
        assert response.headers[name] == HEADERS[name]


def test_file_download_of_a_stranger_is_not_found_like_one_that_is_not_there(sign_in, stored):
    client = sign_in(Role.HEAD, CentreFactory())

    foreign, absent = (
        client.get(address("file_download", pk)) for pk in (stored.pk, stored.pk + 1)
    )

    assert (foreign.status_code, absent.status_code) == (404, 404)
    foreign_page, absent_page = (
        comparable(answer.content.decode()).replace(answer.request["PATH_INFO"], "…")
        for answer in (foreign, absent)
    )
    assert foreign_page == absent_page


def test_file_download_of_a_lost_file_says_so(sign_in, centre, stored):
    stored.content.storage.delete(stored.content.name)
    client = sign_in(Role.HEAD, centre)

    response = client.get(address("file_download", stored.pk))

    assert response.status_code == 409
    assert "не найден в хранилище портала" in response.content.decode()


def test_a_stranger_to_the_portal_is_asked_to_sign_in(client, stored):
    response = client.get(address("file_download", stored.pk))

    assert response.status_code == 302
