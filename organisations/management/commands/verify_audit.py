"""`verify_audit`: whether the audit trail is whole; exit status 0, or 2 when it is not."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from organisations import audit


class Command(BaseCommand):
    """Walk every chain and name the first broken line of each."""

    help = "Проверяет журнал действий: правки, удаления, вставки, перестановки и обрезку."

    def handle(self, **_options: Any) -> None:
        broken = 0
        for organisation_id in audit.chains():
            for fault in audit.broken_links(organisation_id):
                broken += 1
                where = f"организация {organisation_id}" if organisation_id else "весь портал"
                self.stderr.write(f"{where}: {fault}")
        if broken:
            self.stderr.write("Журнал нарушен: сравните с резервной копией.")
            sys.exit(2)
        self.stdout.write("Журнал цел.")
