from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from organisations.domain.invitations import InvitationState, digest_of, refusal

NOW = datetime(2025, 12, 1, 12, tzinfo=UTC)
OPEN = InvitationState(NOW + timedelta(hours=1), False, False, True)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (OPEN, ""),
        (replace(OPEN, expires_at=NOW + timedelta(microseconds=1)), ""),
        (
            replace(OPEN, expires_at=NOW),
            "Срок приглашения истёк: ссылка действует 72 часа. Попросите новую.",
        ),
        (
            replace(OPEN, is_accepted=True),
            "Это приглашение уже принято. Войдите со своей почтой и паролем.",
        ),
        (
            replace(OPEN, is_revoked=True),
            "Приглашение отозвано. Попросите новое у того, кто вас пригласил.",
        ),
        (
            replace(OPEN, is_organisation_active=False),
            "Организация отключена от портала, и приглашение в неё не действует.",
        ),
        (
            None,
            (
                "Такой ссылки нет. Скопируйте её из письма целиком или попросите новую у того, "
                "кто вас пригласил."
            ),
        ),
    ],
    ids=["open", "last moment", "expired", "accepted", "revoked", "switched off", "unknown"],
)
def test_refusal_is_one_sentence_for_each_way_a_link_can_be_dead(state, reason):
    assert refusal(state, NOW) == reason


def test_digest_of_a_token_is_not_the_token():
    assert digest_of("token") != "token"
    assert digest_of("token") == digest_of("token")
    assert len(digest_of("token")) == 64
