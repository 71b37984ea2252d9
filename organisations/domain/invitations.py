"""When an invitation no longer opens the door, and the sentence that says so."""

import hashlib
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class InvitationState:
    """What has happened to an invitation so far."""

    expires_at: datetime
    is_accepted: bool
    is_revoked: bool
    is_organisation_active: bool


def digest_of(token: str) -> str:
    """All that is kept of a link; the token is long and random, so a plain hash will do."""
    return hashlib.sha256(token.encode()).hexdigest()


def refusal(state: InvitationState | None, now: datetime) -> str:
    """Why the link does not work, or nothing when it does; None is a link nobody was given."""
    if state is None:
        return (
            "Такой ссылки нет. Скопируйте её из письма целиком или попросите новую у того, "
            "кто вас пригласил."
        )
    reasons = {
        "Это приглашение уже принято. Войдите со своей почтой и паролем.": state.is_accepted,
        "Приглашение отозвано. Попросите новое у того, кто вас пригласил.": state.is_revoked,
        "Организация отключена от портала, и приглашение в неё не действует.": (
            not state.is_organisation_active
        ),
        "Срок приглашения истёк: ссылка действует 72 часа. Попросите новую.": (
            now >= state.expires_at
        ),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")
