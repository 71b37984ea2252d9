"""The environment in which the portal runs, made with the standard library alone.

Loaded by path before anything is installed, so it imports nothing of the portal and of others.
"""

import hashlib
import importlib.metadata
import importlib.util
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
# Each lock holds all of the one before it, with the same pins.
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-dev.lock")
LOCK_OF_COMMAND = {"test": LOCKS[1], "verify": LOCKS[2]}
PIPED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+) \\$", re.MULTILINE)


def enter(argv: Sequence[str]) -> None:
    """Go on inside an environment that has everything; `test` ends here, in pytest."""
    if sys.platform == "win32":
        sys.exit("Портал работает в Linux и macOS; в Windows запустите его в WSL или в Docker.")
    command = argv[1] if len(argv) > 1 else ""
    try:
        _go_inside(argv, LOCK_OF_COMMAND.get(command, LOCKS[0]))
        make_secret_key()
    except KeyboardInterrupt:
        sys.exit(130)
    if command == "test":
        tests = list(argv[2:]) or ["-n", "auto"]
        _become([sys.executable, "-m", "pytest", *tests])


def _go_inside(argv: Sequence[str], lock: str) -> None:
    if os.environ.get("MOC_NO_BOOTSTRAP") == "1":
        return
    inside = Path(sys.prefix).resolve() == VENV.resolve()
    if not inside and sys.prefix != sys.base_prefix:
        _refuse_missing(lock)
        return
    with _alone():
        prepare(lock)
    if not inside:
        _become([str(VENV / "bin" / "python"), *argv])


def prepare(lock: str) -> None:
    """Make `.venv` when there is none for this Python, and install the lock when it has changed.

    Exits with a sentence when either cannot be done.
    """
    if not _is_usable():
        _make_venv()
    if _installed().get(lock) != _digest(lock):
        _install(lock)


def make_secret_key() -> None:
    """Give the embedded portal a key of its own; a portal with an address is given one."""
    names = ("SECRET_KEY", "SECRET_KEY_FILE")
    if any(os.environ.get(name) for name in names) or os.environ.get("PORTAL_URL"):
        return
    folder = Path(os.environ.get("MOC_VAR") or ROOT / "var")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        key = os.open(folder / "secret_key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(key, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))


def _is_usable() -> bool:
    packages = VENV / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"
    has_installer = shutil.which("uv") is not None or (packages / "pip").is_dir()
    return (VENV / "bin" / "python").exists() and packages.is_dir() and has_installer


def _make_venv() -> None:
    uv = shutil.which("uv")
    if not uv and importlib.util.find_spec("ensurepip") is None:
        sys.exit(
            "В этом Python нет модуля ensurepip, и окружение не создать. Установите его "
            f"(sudo apt install python{sys.version_info[0]}.{sys.version_info[1]}-venv) "
            "или установите uv и повторите команду."
        )
    _say("Создаю окружение .venv…")
    options = ["--clear", *(["--without-pip"] if uv else [])]
    if not _succeeds([sys.executable, "-m", "venv", *options, str(VENV)]):
        sys.exit(
            "Окружение .venv не создаётся: проверьте место на диске и право писать в папку "
            f"{ROOT}, затем повторите команду."
        )


def _install(lock: str) -> None:
    uv = shutil.which("uv")
    _say(f"Устанавливаю зависимости из {lock} ({'uv' if uv else 'pip'})…")
    python = str(VENV / "bin" / "python")
    pip = [python, "-m", "pip", "install", "--no-compile", "--disable-pip-version-check"]
    pip += ["--retries", "2"]
    tool = [uv, "pip", "install", "--python", python] if uv else pip
    # Wheels only: a source package would run foreign code and need a compiler.
    options = ["--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
    if not _succeeds([*tool, *options, "-r", str(ROOT / lock)]):
        sys.exit(
            f"Зависимости из {lock} не установлены (причина – строкой выше). Проверьте доступ к "
            "PyPI или укажите своё зеркало (PIP_INDEX_URL, для uv – UV_DEFAULT_INDEX) и повторите."
        )
    known = {name: _digest(name) for name in LOCKS[: LOCKS.index(lock) + 1]}
    _stamp().write_text(json.dumps(_installed() | known), encoding="utf-8")


def _refuse_missing(lock: str) -> None:
    missing = [name for name in _names(lock) if not _is_installed(name)]
    if missing:
        sys.exit(
            f"В окружении {sys.prefix} не хватает пакетов ({', '.join(missing[:3])}"
            f"{' и других' if missing[3:] else ''}): выполните "
            f"pip install --require-hashes -r {lock} или выйдите из него (deactivate), "
            "и портал создаст своё."
        )


def _names(lock: str) -> list[str]:
    """Packages needed on every system: a line with a marker is left out."""
    return [name for name, _ in PIPED.findall((ROOT / lock).read_text(encoding="utf-8"))]


def _is_installed(name: str) -> bool:
    try:
        importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _installed() -> dict[str, str]:
    try:
        known: dict[str, str] = json.loads(_stamp().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known


def _stamp() -> Path:
    return VENV / "installed.json"


def _digest(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


@contextmanager
def _alone() -> Iterator[None]:
    """Two commands started at once must not build the environment together."""
    import fcntl  # noqa: PLC0415 -- there is none on Windows, which is refused in a sentence

    (ROOT / "var").mkdir(mode=0o700, exist_ok=True)
    with (ROOT / "var" / "bootstrap.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, check=False).returncode == 0  # noqa: S603 -- all our own words


def _become(command: list[str]) -> NoReturn:
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606 -- the same command, in another interpreter


def _say(text: str) -> None:
    # Not on stdout: that belongs to `--json`.
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
