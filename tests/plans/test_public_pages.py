import io
import re
from datetime import date
from zipfile import ZipFile

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from documents import conversion
from plans.models import PlanItem, PublicPage
from tests.plans.published import CANARIES, freeze_again, published_plan, report

pytestmark = pytest.mark.django_db

ADDRESS = "/o/centr/plans/plan-2025/"


@pytest.fixture(autouse=True)
def _clean_pages():
    caches["pages"].clear()


def said(response) -> str:
    """What stands on the page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def item(number: str) -> PlanItem:
    return PlanItem.objects.get(number=number)


def parts_of(content: bytes) -> str:
    with ZipFile(io.BytesIO(content)) as package:
        texts = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
        return " ".join([*texts, *package.namelist()])


def assert_nothing_personal(text: str) -> None:
    lowered = text.lower().replace("\u00a0", " ")
    assert [canary for canary in CANARIES if canary in lowered] == []
    assert re.findall(r"[\w.]+@\w+\.\w+", lowered.replace("@centr", "")) == []


def test_page_shows_the_approved_version_to_everybody(client):
    published_plan()

    response = client.get(ADDRESS)

    page = said(response)
    assert response.status_code == 200
    assert "План работы на 2025 год" in page
    assert "1. Методическая работа" in page
    assert "Летний лагерь" in page
    assert "Версия 1 , утверждена 30.08.2025" in page


def test_page_has_no_session_and_no_token(client):
    published_plan()

    response = client.get(ADDRESS)

    assert response.cookies == {}
    assert "csrf" not in response.content.decode().lower()


@pytest.mark.parametrize("chosen", [{}, {"hidden": ["Ответственный", "Описание"]}])
def test_nothing_personal_leaves_the_portal(client, chosen):
    page = published_plan(**chosen)
    text = (
        "Провели с Канарейкиной В. С. и Синицыным П.П., телефон 45-67-89. Сертификат 9123456789."
    )
    report(page, item("1.1"), text=text, is_public=True)

    whole = client.get(ADDRESS)
    version = client.get(f"{ADDRESS}v1/")
    calendar = client.get(f"{ADDRESS}calendar.ics")
    document = client.get(f"{ADDRESS}v1/docx/")

    assert "Провели с" in said(whole)
    for response in (whole, version, calendar, document):
        assert response.status_code == 200
        assert_nothing_personal(str(response.headers))
    for response in (whole, version, calendar):
        assert_nothing_personal(response.content.decode())
    assert_nothing_personal(calendar.content.decode().replace("\r\n ", ""))
    assert_nothing_personal(parts_of(document.content))
    assert "docProps/core.xml" in ZipFile(io.BytesIO(document.content)).namelist()


def test_nothing_personal_is_in_the_pdf(client):
    if not conversion.is_available():
        pytest.skip("нет LibreOffice")
    import pypdfium2  # noqa: PLC0415 -- only where a PDF can be made

    published_plan()

    response = client.get(f"{ADDRESS}v1/pdf/")
    again = client.get(f"{ADDRESS}v1/pdf/")

    pdf = pypdfium2.PdfDocument(response.content)
    text = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert "Летний лагерь" in " ".join(text.split())
    assert_nothing_personal(f"{text} {pdf.get_metadata_dict()}")
    assert again.content == response.content


def test_control_the_canaries_are_in_what_is_hidden(client):
    page = published_plan(shows_names=True)

    text = said(client.get(ADDRESS)).lower()

    assert "канарейкина" in text
    assert "canary" not in text
    assert "45-67-89" not in text
    assert "canary@example.ru" in str(page.plan.versions.get().snapshot)


def test_person_is_called_by_the_post(client):
    published_plan()

    page = said(client.get(ADDRESS))

    assert "Встреча с [методист центра]" in page
    assert "методист центра методист ответственный сотрудник" in page


def test_hidden_item_and_hidden_column_are_left_out(client):
    published_plan(hidden=["Срок"])

    page = client.get(ADDRESS)
    calendar = client.get(f"{ADDRESS}calendar.ics")

    assert "Внутреннее совещание" not in page.content.decode()
    assert "октябрь" not in page.content.decode()
    assert b"BEGIN:VEVENT" not in calendar.content
    assert "Внутреннее совещание" not in parts_of(client.get(f"{ADDRESS}v1/docx/").content)


@pytest.mark.parametrize(
    ("state", "is_public", "status", "is_told"),
    [
        ("accepted", True, "Выполнено", True),
        ("accepted", False, "Выполнено", False),
        ("submitted", True, "Отчётов пока нет", False),
        ("returned", True, "Отчётов пока нет", False),
        ("draft", True, "Отчётов пока нет", False),
    ],
)
def test_only_accepted_reports_count_and_only_public_ones_are_told(
    client, state, is_public, status, is_told
):
    page = published_plan()
    report(page, item("2.1"), state=state, is_public=is_public, text="Смена на сорок детей")

    text = said(client.get(ADDRESS))

    row = text[text.index("Летний лагерь") :]
    assert status in row[:120]
    assert ("Смена на сорок детей" in text) is is_told


def test_totals_count_every_item_by_its_status(client):
    page = published_plan()
    report(page, item("2.1"))

    text = said(client.get(ADDRESS))

    assert "Всего 2 пункта" in text.replace("\u00a0", " ")
    assert "Выполнено 1" in text
    assert "Отчётов пока нет 1" in text


def test_search_finds_rows_without_script(client):
    published_plan()

    found = said(client.get(ADDRESS, {"q": "ЛАГЕРЬ летний"}))
    nothing = said(client.get(ADDRESS, {"q": "Канарейкина"}))

    assert "Летний лагерь" in found
    assert "Встреча с" not in found
    assert "ничего не нашлось" in nothing


@pytest.mark.parametrize(
    "address",
    [
        "/o/centr/plans/drugoy/",
        "/o/drugoy/plans/plan-2025/",
        f"{ADDRESS}v2/",
        f"{ADDRESS}v0/",
        f"{ADDRESS}v1/xlsx/",
        f"{ADDRESS}v2/docx/",
        "/o/drugoy/plans/plan-2025/calendar.ics",
    ],
)
def test_what_is_not_there_is_404(client, address):
    published_plan()

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("state", ["draft", "in_agreement", "returned"])
def test_plan_that_is_not_approved_has_no_page(client, state):
    page = published_plan()
    page.plan.approved_on, page.plan.state = None, state
    page.plan.save()

    assert client.get(ADDRESS).status_code == 404


def test_page_is_gone_the_moment_it_is_switched_off(client):
    page = published_plan()
    etag = client.get(ADDRESS).headers["ETag"]

    PublicPage.objects.filter(pk=page.pk).update(is_on=False)

    addresses = [ADDRESS, f"{ADDRESS}v1/", f"{ADDRESS}v1/docx/", f"{ADDRESS}calendar.ics"]
    answers = [client.get(one, headers={"If-None-Match": etag}) for one in addresses]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 404]


def test_who_has_the_page_is_told_that_it_is_the_same(client):
    published_plan()
    first = client.get(ADDRESS)

    same = client.get(ADDRESS, headers={"If-None-Match": first.headers["ETag"]})
    dated = client.get(ADDRESS, headers={"If-Modified-Since": first.headers["Last-Modified"]})

    assert (same.status_code, same.content) == (304, b"")
    assert dated.status_code == 304
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Cookie" in first.headers["Vary"]


def test_changed_page_is_sent_again(client):
    page = published_plan()
    first = client.get(ADDRESS)

    report(page, item("2.1"), state="accepted")
    caches["pages"].clear()  # what is counted anew every two seconds
    second = client.get(ADDRESS, headers={"If-None-Match": first.headers["ETag"]})
    PlanItem.objects.filter(number="2.1").update(is_public=False)
    caches["pages"].clear()
    third = client.get(ADDRESS, headers={"If-None-Match": second.headers["ETag"]})

    assert (second.status_code, third.status_code) == (200, 200)
    assert "Летний лагерь" not in third.content.decode()


def test_theme_is_another_page(client):
    published_plan()
    first = client.get(ADDRESS)

    client.cookies["theme"] = "contrast"
    other = client.get(ADDRESS, headers={"If-None-Match": first.headers["ETag"]})

    assert other.status_code == 200
    assert 'data-theme="contrast"' in other.content.decode()


@pytest.mark.parametrize("is_indexed", [True, False])
def test_search_engines_are_told(client, is_indexed):
    published_plan(is_indexed=is_indexed)

    page = client.get(ADDRESS)

    assert ("X-Robots-Tag" not in page.headers) is is_indexed
    assert ('name="robots"' not in page.content.decode()) is is_indexed
    assert "X-Robots-Tag" in client.get(ADDRESS, {"q": "лагерь"}).headers
    assert client.get("/robots.txt").content.decode().startswith("User-agent: *\nAllow: /o/\n")


def test_older_version_says_that_it_is_replaced(client):
    page = published_plan()
    PlanItem.objects.filter(number="2.1").update(title="Зимний лагерь")
    freeze_again(page.plan, number=2, basis="изменение по приказу № 9")

    old, new = client.get(f"{ADDRESS}v1/"), client.get(ADDRESS)

    assert "Летний лагерь" in old.content.decode()
    assert "Её заменила более новая" in old.content.decode()
    assert "Зимний лагерь" in new.content.decode()
    assert "Основание: изменение по приказу № 9" in said(new)


def test_signed_in_person_sees_the_same_page(client, sign_in):
    from organisations.domain.policy import Role  # noqa: PLC0415 -- a name used once

    page = published_plan()
    anonymous = client.get(ADDRESS).content

    person = sign_in(Role.HEAD, page.plan.organisation)

    assert person.get(ADDRESS).content == anonymous


def test_page_asks_the_same_of_the_database_however_long_the_plan_is(
    client, django_assert_max_num_queries
):
    page = published_plan()
    for _ in range(10):
        report(page, item("1.1"), is_public=True, text="Сделано")

    with django_assert_max_num_queries(11):
        client.get(ADDRESS)
    with django_assert_max_num_queries(1):
        client.get(ADDRESS)


def test_files_are_not_made_without_end(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "public_file": "2/m/ip"}
    published_plan()

    answers = [client.get(f"{ADDRESS}v1/docx/").status_code for _ in range(3)]

    assert answers == [200, 200, 429]


def test_cancelled_plan_stays_visible_as_such(client):
    page = published_plan()
    page.plan.state, page.plan.ended_on = "cancelled", date(2025, 12, 1)
    page.plan.save()

    assert "План отменён" in said(client.get(ADDRESS))


def test_last_modified_is_that_of_the_newest_part(client):
    page = published_plan()

    moment = client.get(ADDRESS).headers["Last-Modified"]

    changed = max(page.changed_at, page.plan.versions.get().created_at)
    assert moment == changed.astimezone(timezone.get_fixed_timezone(0)).strftime(
        "%a, %d %b %Y %H:%M:%S GMT"
    )
    assert reverse("public:public_plan", args=["centr", "plan-2025"]) == ADDRESS
