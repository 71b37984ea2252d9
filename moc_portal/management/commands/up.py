"""Start the whole portal on this machine: `manage.py up`."""

import os
import signal
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

from moc_portal.management.preparation import (
    demo_users,
    load_demo_data,
    prepare_database,
    prepare_folders,
    wants_demo_data,
)
from moc_portal.supervisor import commands, guards
from moc_portal.supervisor.environment import children_environment
from moc_portal.supervisor.loop import Ending, Supervisor
from moc_portal.supervisor.probe import answers
from moc_portal.supervisor.processes import Process

LONGEST_START_SECONDS = 60.0


class Command(BaseCommand):
    """The web server, the worker and the scheduler under one supervisor."""

    help = "Запускает портал на этой машине: сайт, фоновые задания и расписание."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="адрес (по умолчанию 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="порт (по умолчанию 8000)")
        parser.add_argument("--no-demo", action="store_true", help="не загружать демо-данные")
        parser.add_argument(
            "--dev", action="store_true", help="режим разработчика: DEBUG, без TLS"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        self._host, self._port, self._dev = options["host"], options["port"], options["dev"]
        self._environment = children_environment(os.environ, self._host, self._port, dev=self._dev)
        self._ending = Ending()
        self._ending.listen()
        try:
            self._run(demo=not options["no_demo"])
        except guards.RefusedToStartError as error:
            self.stderr.write(str(error))
            sys.exit(2)
        except KeyboardInterrupt:
            self._say("Портал остановлен.")

    def _run(self, *, demo: bool) -> None:
        secure = self._environment["PORTAL_URL"].startswith("https://")
        guards.refuse_open_address(self._host, secure=secure, dev=self._dev)
        prepare_folders()
        if connection.vendor == "sqlite":
            guards.refuse_network_folder(settings.VAR_DIR)
        with guards.hold_instance(settings.VAR_DIR):
            guards.refuse_taken_port(self._host, self._port)
            if prepare_database():
                self._say("База данных готова.")
            supervisor = Supervisor(self._say, self._ending)
            try:
                self._serve(supervisor, demo=demo)
            finally:
                supervisor.stop()

    def _serve(self, supervisor: Supervisor, *, demo: bool) -> None:
        """The page first: demo data and background work can follow while it is being read."""
        web = commands.web(self._host, self._port, dev=self._dev)
        self._await(supervisor.add(Process("сайт", web, self._environment)))
        self._say(f"Портал открыт: {self._environment['PORTAL_URL']}")
        if demo and wants_demo_data():
            self._say("Загружаю демо-данные…")
            load_demo_data()
        self._name_demo_users()
        connection.close()
        # Killed with the supervisor, a worker must not finish its work first: hence SIGQUIT.
        worker = Process("фоновые задания", commands.worker(), self._environment, signal.SIGQUIT)
        supervisor.add(worker)
        schedule = commands.scheduler(settings.VAR_DIR / "celerybeat-schedule")
        supervisor.add(Process("расписание", schedule, self._environment))
        self._say("Чтобы остановить портал, нажмите Ctrl-C.")
        supervisor.watch(until=lambda: False)

    def _await(self, web: Process) -> None:
        deadline = time.monotonic() + LONGEST_START_SECONDS
        while not answers(self._host, self._port, self._environment["PORTAL_URL"]):
            if not web.is_alive() or time.monotonic() > deadline:
                raise guards.RefusedToStartError("Сайт не запустился, причина – строкой выше.")
            self._ending.obey()
            time.sleep(0.05)

    def _name_demo_users(self) -> None:
        """One of each role: the others are told apart by their number."""
        users: dict[str, dict[str, Any]] = {}
        for user in demo_users():
            users.setdefault(user["role"], user)
        if users:
            self._say("Войти можно под любым из этих имён:")
        for role, user in users.items():
            self._say(f"  {user['username']:<14} {user['password']:<16} {role}")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
