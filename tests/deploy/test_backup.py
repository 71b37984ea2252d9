"""`deploy/backup`, on a real database."""

import os
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.conf import settings

pytestmark = pytest.mark.skipif(
    not shutil.which("pg_dump"), reason="нет pg_dump (apt install postgresql-client)"
)
SCRIPT = Path(settings.BASE_DIR) / "deploy" / "backup"


@dataclass
class Backup:
    """The script, and the folders it knows from its environment."""

    media: Path
    copies: Path
    environment: dict[str, str]

    def run(self, order: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", str(SCRIPT), order],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )


@pytest.fixture
def backup(tmp_path: Path, database_url: str) -> Backup:
    media, copies = tmp_path / "media", tmp_path / "copies"
    media.mkdir()
    copies.mkdir()
    server = urlsplit(database_url)
    environment = {
        "PATH": os.environ["PATH"],
        "PGHOST": server.hostname or "",
        "PGPORT": str(server.port or 5432),
        "PGUSER": server.username or "",
        "PGPASSWORD": server.password or "",
        "PGDATABASE": server.path.strip("/"),
        "MEDIA_ROOT": str(media),
        "BACKUP_DIR": str(copies),
        "BACKUP_KEEP": "2",
    }
    return Backup(media, copies, environment)


def test_a_copy_holds_the_database_and_the_files(backup, database_url):
    connection = psycopg2.connect(database_url)
    with connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS plan_of_the_test (id int)")
    connection.close()
    (backup.media / "отзыв.txt").write_text("хорошо")

    before = backup.run("check")
    made = backup.run("once")
    after = backup.run("check")

    assert (before.returncode, made.returncode, after.returncode) == (1, 0, 0), made.stderr
    [copy] = backup.copies.iterdir()
    sums = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=copy, check=False)
    assert sums.returncode == 0
    with tarfile.open(copy / "media.tar") as files:
        assert files.getnames() == [".", "./отзыв.txt"]
    listed = subprocess.run(
        ["pg_restore", "--list", "database.dump"],
        cwd=copy,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "TABLE public plan_of_the_test" in listed.stdout


def test_the_oldest_copies_are_forgotten(backup):
    for day in ("01", "02", "03"):
        (backup.copies / f"2020-01-{day}T00-00-00").mkdir()

    backup.run("once")

    names = sorted(folder.name for folder in backup.copies.iterdir())
    assert (len(names), names[0]) == (2, "2020-01-03T00-00-00")


def test_a_copy_that_fails_is_not_taken_for_one(backup):
    backup.environment["PGDATABASE"] = "no_such_database"

    done = backup.run("once")

    assert done.returncode != 0
    assert [path.name for path in backup.copies.iterdir() if path.name[0] != "."] == []
    assert backup.run("check").returncode == 1


def test_an_unknown_order_is_explained(backup):
    done = backup.run("yearly")

    assert (done.returncode, done.stderr) == (
        2,
        "Команды: once – одна копия, nightly – каждые сутки, check – свежа ли последняя.\n",
    )
