"""Every state a person meets, as a word, an icon and a tone; one table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """How one state looks."""

    word: str
    icon: str
    tone: str


# A state whose word depends on its noun («план возвращён», «отчёт возвращён») is keyed with it.
MARKS = {
    "draft": Mark("Черновик", "pencil", "mute"),
    "in_agreement": Mark("На согласовании", "clock", "wait"),
    "approved": Mark("Утверждён", "done", "ok"),
    "completed": Mark("Завершён", "check", "mute"),
    "plan.returned": Mark("Возвращён", "back", "back"),
    "plan.merged": Mark("Внесено в план", "check", "mute"),
    "plan.rejected": Mark("Отклонено", "close", "mute"),
    "amendment.open": Mark("Готовится", "pencil", "wait"),
    "amendment.approved": Mark("Внесено в план", "done", "ok"),
    "amendment.rejected": Mark("Отклонено", "close", "bad"),
    "amendment.withdrawn": Mark("Отозвано", "back", "mute"),
    "plan.cancelled": Mark("Отменён", "close", "mute"),
    "expected": Mark("Ожидается", "tasks", "mute"),
    "submitted": Mark("На проверке", "clock", "wait"),
    "returned": Mark("Возвращено", "back", "back"),
    "accepted": Mark("Принято", "done", "ok"),
    "overdue": Mark("Просрочено", "alert", "bad"),
    "queued": Mark("В очереди", "clock", "mute"),
    "running": Mark("Выполняется", "redo", "wait"),
    "done": Mark("Готово", "done", "ok"),
    "failed": Mark("Не удалось", "alert", "bad"),
    "cancelled": Mark("Отменено", "close", "mute"),
    "planned": Mark("Запланирован", "calendar", "mute"),
    "open": Mark("Открыт", "calendar", "wait"),
    "closing": Mark("Закрывается", "clock", "warn"),
    "closed": Mark("Закрыт", "lock", "mute"),
    "execution.no_reports": Mark("Отчётов пока нет", "calendar", "mute"),
    "execution.not_started": Mark("Не начато", "calendar", "mute"),
    "execution.in_progress": Mark("В работе", "clock", "wait"),
    "execution.done": Mark("Выполнено", "done", "ok"),
    "execution.partly": Mark("Выполнено частично", "alert", "warn"),
    "execution.not_done": Mark("Не выполнено", "close", "bad"),
    "execution.not_applicable": Mark("Неактуально", "close", "mute"),
    "organisation.active": Mark("Действует", "done", "ok"),
    "organisation.inactive": Mark("Отключена", "lock", "mute"),
    "person.active": Mark("Вход разрешён", "done", "ok"),
    "person.inactive": Mark("Вход отключён", "lock", "mute"),
    "invitation.open": Mark("Ждёт ответа", "clock", "wait"),
    "invitation.revoked": Mark("Отозвано", "close", "mute"),
    "invitation.expired": Mark("Срок истёк", "clock", "warn"),
    "change.added": Mark("Добавлен", "plus", "ok"),
    "change.removed": Mark("Исключён", "close", "bad"),
    "change.changed": Mark("Изменён", "pencil", "warn"),
    "change.moved": Mark("Перенесён", "redo", "wait"),
    "edit.taken_back": Mark("Отменена", "undo", "mute"),
    "row.added": Mark("Добавлено", "plus", "ok"),
    "row.removed": Mark("Удалено", "trash", "bad"),
    "signer.waiting": Mark("Ждём решения", "clock", "wait"),
    "signer.agreed": Mark("Согласовано", "done", "ok"),
    "signer.returned": Mark("Возвращено", "back", "back"),
    "doubt": Mark("Уточнить", "ask", "warn"),
}

TONE_ICONS = {
    "ok": "done",
    "wait": "info",
    "warn": "ask",
    "back": "back",
    "bad": "alert",
    "mute": "info",
}

MESSAGE_TONES = {
    "debug": "mute",
    "info": "wait",
    "success": "ok",
    "warning": "warn",
    "error": "bad",
}


def mark_for(state: str, kind: str = "") -> Mark:
    """The mark of a state of this kind; an unknown state is a mistake in the table."""
    return MARKS.get(f"{kind}.{state}") or MARKS[state]
