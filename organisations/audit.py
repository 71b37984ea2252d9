"""Remember who changed what, in the transaction of the change."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from organisations.domain.policy import Actor
from organisations.models import NAME_FIELDS, AuditEvent, AuditHead, User


def record(
    actor: Actor, verb: str, target: Model, *, organisation_id: int | None, **details: Any
) -> AuditEvent:
    """Append one line to the organisation's chain; call it last in an action.

    The chain's head is locked until the transaction ends, so a line can neither be lost nor
    forked. `details` holds plain values; a change is `{"field": [before, after]}`.
    """
    # An action has its transaction already: a savepoint of its own would be two queries more.
    with transaction.atomic(savepoint=False):
        head = _lock_head(organisation_id)
        event = AuditEvent(
            user_id=actor.user_id,
            user_name=actor.user_name or _name_of(actor.user_id),
            organisation_id=organisation_id,
            verb=verb,
            target=f"{target._meta.label_lower}:{target.pk}",
            target_name=str(target)[:300],
            details=json.loads(json.dumps(details, cls=DjangoJSONEncoder)),
            at=timezone.now(),
        )
        event.seal = head.seal = _seal(head.seal, event)
        event.save(force_insert=True)
        head.event_count += 1
        head.save(update_fields=["seal", "event_count"])
    return event


def broken_links(organisation_id: int | None) -> Iterator[str]:
    """Every place where the chain was edited, cut or forked, in words."""
    seal, count = "", 0
    events = AuditEvent.objects.filter(organisation_id=organisation_id).order_by("pk")
    for event in events.iterator(chunk_size=2000):
        seal, count = _seal(seal, event), count + 1
        if not hmac.compare_digest(seal, event.seal):
            yield f"запись {event.pk}: не сходится с предыдущими"
            return
    head = AuditHead.objects.filter(organisation_id=organisation_id or 0).first()
    if (head.seal, head.event_count) != (seal, count) if head else count:
        yield f"конец журнала: записей {count}, а должно быть {head.event_count if head else 0}"


def chains() -> list[int | None]:
    """Organisations that have a chain, or events without its end; None is the whole portal's."""
    named = set(AuditHead.objects.values_list("organisation_id", flat=True))
    named |= {number or 0 for number in _organisations_of_events()}
    return [number or None for number in sorted(named)]


def _organisations_of_events() -> list[int | None]:
    numbers = AuditEvent.objects.order_by("organisation_id").values_list(
        "organisation_id", flat=True
    )
    return list(numbers.distinct())


def _lock_head(organisation_id: int | None) -> AuditHead:
    heads = AuditHead.objects.select_for_update(of=("self",))
    try:
        return heads.get(organisation_id=organisation_id or 0)
    except AuditHead.DoesNotExist:
        AuditHead.objects.get_or_create(organisation_id=organisation_id or 0)
        return heads.get(organisation_id=organisation_id or 0)


def _name_of(user_id: int | None) -> str:
    if user_id is None:
        return "команда на сервере"
    named = User.objects.only(*NAME_FIELDS)
    return str(named.get(pk=user_id))


def _seal(previous: str, event: AuditEvent) -> str:
    said = [
        previous,
        event.user_id,
        event.user_name,
        event.organisation_id,
        event.verb,
        event.target,
        event.target_name,
        event.details,
        event.at.isoformat(),
    ]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
    return hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()
