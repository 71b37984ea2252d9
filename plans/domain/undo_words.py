"""Why an upload can no longer be undone, in words."""

CHANGES = {
    "plan.update": "изменили название, период или грифы",
    "plan.submit": "отправили на утверждение",
    "plan.return": "вернули на доработку",
    "plan.approve": "утвердили",
    "plan.assign": "назначили исполнителей",
    "plan.update_from_document": "обновили из документа",
    "item.create": "добавили пункт",
    "item.update": "исправили пункт",
    "item.move": "переставили пункт",
    "item.assign": "назначили исполнителей",
    "item.delete": "удалили пункт или раздел",
    "section.delete": "удалили пункт или раздел",
    "plan.rows": "исправили таблицу",
    "section.create": "добавили раздел",
    "section.update": "изменили раздел",
}
OTHER_CHANGE = "изменили план"
ROWS_GONE = "удалили пункт или раздел"
PLANS_GONE = "Планы этого документа уже не те, что были сохранены."
IN_USE = "По пунктам плана уже работают: к ним привязаны отчёты или публикации."


def say_changed(title: str, what: str, known: str = "") -> str:
    """«План «…» уже правили: исправили пункт (Петрова О. Н., 21.11.2026).»."""
    return f"План «{title}» уже правили: {what}{f' ({known})' if known else ''}."
