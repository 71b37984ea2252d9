import pytest

from organisations.domain.audit_words import say_details, say_verb


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("plan.approve", "План: утверждение"),
        ("invitation.revoke", "Приглашение: отзыв"),
        ("galaxy.explode", "galaxy.explode"),
        ("plan.explode", "plan.explode"),
    ],
)
def test_say_verb(verb, words):
    assert say_verb(verb) == words


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({"phone": ["", "8 800"]}, [("телефон", "—", "8 800")]),
        ({"is_active": [True, False]}, [("действует", "да", "нет")]),
        ({"aliases": [["А", "Б"], []]}, [("иные названия", "А; Б", "—")]),
        ({"role": "methodist"}, [("роль", "методист", None)]),
        ({"rows": 3}, [("строк", "3", None)]),
        ({"unheard_of": None}, [("unheard_of", "—", None)]),
    ],
)
def test_say_details_tells_before_and_after(details, said):
    assert say_details(details) == said
