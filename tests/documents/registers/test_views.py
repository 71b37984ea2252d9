from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.registers.preview import Verdict
from organisations.domain.policy import Role
from organisations.models import AuditEvent, Invitation, Organisation, User
from tests.factories import CentreFactory, MembershipFactory, OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db

IMPORT = reverse("registers:organisation_import")
LOAD = reverse("registers:organisation_load")
EXPORT = reverse("registers:organisation_export")
PEOPLE_IMPORT = reverse("registers:person_import")
PEOPLE_LOAD = reverse("registers:person_load")
PEOPLE_EXPORT = reverse("registers:person_export")

HEAD_ROW = [
    "Код",
    "Вид",
    "Краткое название",
    "Полное название",
    "Входит в (код)",
    "Иные названия",
    "Муниципалитет",
    "Акт о создании",
    "Адрес",
    "Телефон",
    "Почта",
    "Сайт",
    "Часовой пояс",
]
PEOPLE_ROW = ["Фамилия", "Имя", "Отчество", "Почта", "Организация (код)", "Роль"]


def school(code="school-7", parent="centre", **said):
    named = {
        "Код": code,
        "Вид": "Школа",
        "Краткое название": f"Школа {code}",
        "Полное название": "МБОУ «Школа»",
        "Входит в (код)": parent,
        "Часовой пояс": "Москва (МСК)",
        **said,
    }
    return [named.get(heading, "") for heading in HEAD_ROW]


@pytest.fixture
def centre():
    return CentreFactory(code="centre", parent=RegionFactory())


@pytest.fixture
def head(sign_in, centre):
    return sign_in(Role.HEAD, centre)


def load(client, page, address):
    return client.post(address, {"sealed": page.context["sealed"]})


def verdicts(page):
    return [row.verdict for row in page.context["preview"].rows]


def test_organisation_import_shows_what_would_change_and_writes_nothing(head, centre, workbook):
    known = OrganisationFactory(parent=centre, code="known", short_name="Школа known", phone="1")
    same = school("known", Телефон="1", **{"Полное название": known.name})

    page = head.post(
        IMPORT, {"file": workbook(HEAD_ROW, school(), same, school("known", Телефон="2"))}
    )

    assert verdicts(page) == [Verdict.NEW, Verdict.SAME, Verdict.CHANGED]
    changed = page.context["preview"].rows[2]
    assert ("Телефон", "1", "2") in changed.changes
    assert "Пока ничего не записано." in page.text
    assert Organisation.objects.count() == 3
    assert not AuditEvent.objects.exists()


def test_organisation_load_writes_the_whole_table_once(head, centre, workbook):
    branch = school("branch", Вид="муниципальный опорный центр")
    below = school("below", parent="branch", **{"Иные названия": "Первая; Вторая"})
    page = head.post(IMPORT, {"file": workbook(HEAD_ROW, branch, below)})

    answer = load(head, page, LOAD)
    again = load(head, page, LOAD)

    made = Organisation.objects.get(code="below")
    assert answer.headers["Location"] == reverse("organisations:organisation_list")
    assert made.path == f"{centre.path}{made.parent_id}/{made.pk}/"
    assert made.aliases == ["Первая", "Вторая"]
    assert [event.verb for event in AuditEvent.objects.all()] == ["organisation.create"] * 2
    assert again.status_code == 302
    assert Organisation.objects.filter(code__in=["branch", "below"]).count() == 2


@pytest.mark.parametrize(
    ("change", "place", "sentence"),
    [
        ({"Вид": "галактика"}, "B2", "Нужно одно из слов: региональный модельный центр,"),
        ({"Код": "Школа 7"}, "A2", "Значение должно состоять"),
        ({"Входит в (код)": "nowhere"}, "E2", "Организации с кодом «nowhere» нет среди ваших"),
        ({"Входит в (код)": ""}, "E2", "Укажите код организации."),
        ({"Краткое название": ""}, "C2", "Это поле не может быть пустым."),
        ({"Почта": "не почта"}, "K2", "Введите правильный адрес электронной почты."),
        ({"Часовой пояс": "Марс"}, "M2", "Нужно одно из слов: Калининград"),
        ({"Телефон": "8" * 41}, "J2", "не более 40 символов"),
        ({"Вид": "региональный модельный центр"}, "строка 2", "не может входить в муниципальный"),
    ],
)
def test_organisation_import_names_the_cell_and_what_is_wrong(
    head, workbook, change, place, sentence
):
    page = head.post(IMPORT, {"file": workbook(HEAD_ROW, school(**change))})

    [problem] = page.context["preview"].problems
    assert (problem.place, sentence in problem.text) == (place, True)
    assert problem.value == next(iter(change.values())) or not problem.heading
    assert "sealed" not in page.text
    assert not Organisation.objects.filter(code="school-7").exists()


def test_organisation_import_tells_all_that_is_wrong_with_a_row_at_once(head, workbook):
    wrong = school("не код", Вид="галактика", Почта="не почта")

    page = head.post(IMPORT, {"file": workbook(HEAD_ROW, wrong, school("fine"))})

    assert [problem.place for problem in page.context["preview"].problems] == ["A2", "B2", "K2"]
    assert verdicts(page) == [Verdict.WRONG, Verdict.NEW]


def test_organisation_import_refuses_what_is_out_of_reach(head, workbook):
    other = CentreFactory(code="other", parent=RegionFactory())
    theirs = OrganisationFactory(code="theirs", parent=other)

    page = head.post(
        IMPORT, {"file": workbook(HEAD_ROW, school("theirs"), school(parent="other"))}
    )

    assert verdicts(page) == [Verdict.WRONG, Verdict.WRONG]
    theirs.refresh_from_db()
    assert (theirs.parent, theirs.short_name) == (other, theirs.short_name)


def test_organisation_import_leaves_the_own_centre_where_it_stands(head, centre, workbook):
    row = school(
        "centre", parent=centre.parent.code, Вид="муниципальный опорный центр", Телефон="9"
    )

    load(head, head.post(IMPORT, {"file": workbook(HEAD_ROW, row)}), LOAD)

    above = centre.parent
    centre.refresh_from_db()
    assert (centre.phone, centre.parent) == ("9", above)


def test_organisation_load_does_not_write_over_what_was_changed_meanwhile(head, centre, workbook):
    OrganisationFactory(parent=centre, code="known", short_name="Школа known")
    page = head.post(IMPORT, {"file": workbook(HEAD_ROW, school(), school("known", Телефон="2"))})
    Organisation.objects.filter(code="known").update(version=2, phone="чужой")

    answer = load(head, page, LOAD)

    assert answer.status_code == 409
    assert "строка 3" in answer.text
    assert Organisation.objects.get(code="known").phone == "чужой"
    assert not Organisation.objects.filter(code="school-7").exists()


@pytest.mark.parametrize("spoil", [lambda sealed: "", lambda sealed: sealed[:-1] + "x"])
def test_organisation_load_takes_only_what_was_previewed(head, workbook, spoil):
    page = head.post(IMPORT, {"file": workbook(HEAD_ROW, school())})

    answer = head.post(LOAD, {"sealed": spoil(page.context["sealed"])})

    assert answer.status_code == 422
    assert "Проверенная таблица устарела" in answer.text
    assert not Organisation.objects.filter(code="school-7").exists()


def test_organisation_load_takes_no_preview_of_another_person(head, centre, sign_in, workbook):
    page = head.post(IMPORT, {"file": workbook(HEAD_ROW, school())})

    answer = load(sign_in(Role.HEAD, centre), page, LOAD)

    assert answer.status_code == 422


def test_organisation_import_shows_hostile_cells_as_text(head, workbook):
    row = school(**{"Краткое название": '"><img src=x onerror=alert(1)>'})

    page = head.post(IMPORT, {"file": workbook(HEAD_ROW, row)})

    assert "<img src=x" not in page.text


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (SimpleUploadedFile("a.xlsx", b""), "Он пуст (0 байт)."),
        (SimpleUploadedFile("a.xlsx", b"%PDF-1.7 ..."), "Файл «a.xlsx» не принят."),
        (SimpleUploadedFile("a.pdf", b"%PDF-1.7 ..."), "Файл «a.pdf» не принят."),
        (
            SimpleUploadedFile("a.csv", "Код;Вид\nа;б\n".encode()),
            "Здесь принимаются книги Excel: сохраните таблицу как .xlsx и загрузите снова.",
        ),
    ],
    ids=["empty", "disguised", "pdf", "csv"],
)
def test_organisation_import_says_why_a_file_is_not_taken(head, upload, sentence):
    upload.seek(0)

    page = head.post(IMPORT, {"file": upload})

    assert page.status_code == 422
    assert sentence in str(page.context["form"].errors["file"][0])


def test_organisation_import_needs_a_file_and_its_columns(head, workbook):
    nothing = head.post(IMPORT)
    columns = head.post(IMPORT, {"file": workbook(["Код"], ["x"])})

    assert nothing.context["form"].errors == {"file": ["Обязательное поле."]}
    assert "В таблице нет столбцов: «Вид»" in columns.context["form"].errors["file"][0]


@pytest.mark.parametrize("address", [IMPORT, reverse("registers:organisation_template")])
def test_organisation_import_needs_the_right(sign_in, centre, address):
    assert sign_in(Role.METHODIST, centre).get(address).status_code == 403


def test_organisation_export_comes_back_unchanged(head, centre, rows_of):
    OrganisationFactory(parent=centre, aliases=["Первая", "Вторая"], phone="8 800")

    exported = head.get(EXPORT)
    upload = SimpleUploadedFile("назад.xlsx", exported.content)
    page = head.post(IMPORT, {"file": upload})

    assert rows_of(exported)[0] == HEAD_ROW
    assert verdicts(page) == [Verdict.SAME, Verdict.SAME]
    assert not page.context["preview"].is_loadable


def test_organisation_export_holds_own_organisations_and_no_formula(head, centre):
    OrganisationFactory(parent=centre, short_name='=HYPERLINK("http://evil.example")', phone="+7")
    OrganisationFactory(short_name="чужая")

    response = head.get(EXPORT)

    with ZipFile(BytesIO(response.content)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert "HYPERLINK" in sheet
    assert "<f>" not in sheet
    assert "чужая" not in sheet
    assert response.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("count", [1, 3])
def test_organisation_export_takes_five_queries(head, centre, count, django_assert_num_queries):
    OrganisationFactory.create_batch(count, parent=centre)

    with django_assert_num_queries(5):  # session, user, memberships, reach, rows
        head.get(EXPORT)


@pytest.mark.parametrize(
    ("name", "headings"),
    [("organisation_template", HEAD_ROW), ("person_template", PEOPLE_ROW)],
)
def test_templates_hold_the_columns_and_how_to_fill_them(head, rows_of, name, headings):
    response = head.get(reverse(f"registers:{name}"))

    assert rows_of(response) == [headings]
    with ZipFile(BytesIO(response.content)) as package:
        assert "Одно из слов" in package.read("xl/worksheets/sheet2.xml").decode()


def test_person_load_makes_an_invitation_for_each_new_row(head, centre, workbook):
    OrganisationFactory(parent=centre, code="school-7")
    held = MembershipFactory(organisation=centre, role=Role.METHODIST.value).user
    page = head.post(
        PEOPLE_IMPORT,
        {
            "file": workbook(
                PEOPLE_ROW,
                [
                    "Новикова",
                    "Анна",
                    "",
                    "new@example.org",
                    "school-7",
                    "Ответственный в организации",
                ],
                ["Петров", "Пётр", "", "p@example.org", "centre", "методист"],
                ["Петров", "Пётр", "", "P@example.org", "centre", "методист"],
                ["Кто", "То", "", held.email, "centre", "методист"],
            )
        },
    )

    assert verdicts(page) == [Verdict.NEW, Verdict.NEW, Verdict.SAME, Verdict.SAME]
    assert not Invitation.objects.exists()
    assert mail.outbox == []

    people = User.objects.count()
    answer = load(head, page, PEOPLE_LOAD)

    assert answer.headers["Location"] == reverse("organisations:invitation_list")
    assert [letter.to for letter in mail.outbox] == [["new@example.org"], ["p@example.org"]]
    assert Invitation.objects.count() == 2
    assert User.objects.count() == people

    load(head, page, PEOPLE_LOAD)

    assert Invitation.objects.count() == 2


@pytest.mark.parametrize(
    ("row", "place", "sentence"),
    [
        (["Я", "Я", "", "почта", "centre", "методист"], "D2", "Введите правильный адрес"),
        (["", "Я", "", "a@example.org", "centre", "методист"], "A2", "не может быть пустым"),
        (["Я", "Я", "", "a@example.org", "theirs", "методист"], "E2", "нет среди ваших"),
        (["Я", "Я", "", "a@example.org", "centre", "царь"], "F2", "Нужно одно из слов"),
        (
            ["Я", "Я", "", "a@example.org", "centre", "ответственный в организации"],
            "строка 2",
            "не бывает в организации вида",
        ),
    ],
)
def test_person_import_names_the_cell_and_what_is_wrong(head, workbook, row, place, sentence):
    CentreFactory(code="theirs")

    page = head.post(PEOPLE_IMPORT, {"file": workbook(PEOPLE_ROW, row)})

    [problem] = page.context["preview"].problems
    assert (problem.place, sentence in problem.text) == (place, True)
    assert not Invitation.objects.exists()


def test_person_load_says_when_the_letters_did_not_go(head, workbook, settings):
    row = ["Петров", "Пётр", "", "p@example.org", "centre", "методист"]
    page = head.post(PEOPLE_IMPORT, {"file": workbook(PEOPLE_ROW, row)})
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    answer = head.post(PEOPLE_LOAD, {"sealed": page.context["sealed"]}, follow=True)

    assert "письма не ушли" in answer.text.replace("\u00a0", " ")


def test_person_export_lists_roles_in_reach_without_a_secret_and_is_remembered(
    head, centre, rows_of
):
    member = MembershipFactory(organisation=centre, role=Role.METHODIST.value)
    member.user.set_password("сорок-два-попугая")
    member.user.save()
    stranger = MembershipFactory()

    response = head.post(PEOPLE_EXPORT)

    heading, *rows = rows_of(response)
    text = str(rows)
    assert heading[:6] == PEOPLE_ROW
    assert [row[5] for row in rows] == ["руководитель МОЦ", "методист"]
    assert member.user.password not in text
    assert stranger.user.email not in text
    event = AuditEvent.objects.get()
    assert (event.verb, event.details) == ("person.export", {"rows": 2})


def test_person_export_answers_only_to_post_and_to_those_who_may(head, sign_in, centre):
    assert head.get(PEOPLE_EXPORT).status_code == 405
    assert sign_in(Role.METHODIST, centre).post(PEOPLE_EXPORT).status_code == 403
