"""`moc_portal/bootstrap.py`, run as a stranger's Python runs it: real environments, no network."""

import base64
import hashlib
import os
import shutil
import stat
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from moc_portal import bootstrap

ROOT = Path(bootstrap.ROOT)
# Outside any environment, as `python3` of a new machine is.
BARE_PYTHON = str(Path(sys.base_prefix) / "bin" / "python3")
DRIVER = (
    "import sys; from runpy import run_path;"
    "run_path('moc_portal/bootstrap.py')['enter'](sys.argv);"
    "print('inside', sys.prefix)"
)
NOT_INSTALLED = (
    "Зависимости из requirements.lock не установлены (причина – строкой выше). Проверьте доступ к "
    "PyPI или укажите своё зеркало (PIP_INDEX_URL, для uv – UV_DEFAULT_INDEX) и повторите."
)
WHEEL = "moc_probe-1.0-py3-none-any.whl"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that needs one package, and a folder with its wheel in place of PyPI."""
    folder = tmp_path / "project"
    (folder / "moc_portal").mkdir(parents=True)
    shutil.copy(ROOT / "moc_portal" / "bootstrap.py", folder / "moc_portal")
    (folder / "manage.py").write_text(DRIVER)
    for name in bootstrap.LOCKS:
        (folder / name).write_text(lock_of(build_wheel(tmp_path / "wheels")))
    return folder


@pytest.fixture(scope="module")
def bare_environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with nothing but pip: it takes seconds, and copies of it do as well."""
    folder = tmp_path_factory.mktemp("bare") / ".venv"
    subprocess.run([BARE_PYTHON, "-m", "venv", str(folder)], check=True)
    return folder


@pytest.fixture
def begun(project: Path, bare_environment: Path) -> Path:
    """The project, its environment made and nothing installed in it."""
    shutil.copytree(bare_environment, project / ".venv", symlinks=True)
    return project


def build_wheel(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    info = "moc_probe-1.0.dist-info"
    parts = {
        "moc_probe.py": "",
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: moc-probe\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    records = [
        f"{name},sha256={base64.urlsafe_b64encode(digest(text)).decode().rstrip('=')},{len(text)}"
        for name, text in parts.items()
    ]
    parts[f"{info}/RECORD"] = "\n".join([*records, f"{info}/RECORD,,", ""])
    with zipfile.ZipFile(folder / WHEEL, "w") as wheel:
        for name, text in parts.items():
            wheel.writestr(zipfile.ZipInfo(name), text)
    return folder / WHEEL


def digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def lock_of(wheel: Path) -> str:
    content = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return f"moc-probe==1.0 \\\n    --hash=sha256:{content}\n"


def run(
    project: Path, *arguments: str, python: str = BARE_PYTHON, **variables: str
) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": "/usr/bin:/bin",  # no uv: pip is what every machine has
        "HOME": str(project),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(project.parent / "wheels"),
    }
    return subprocess.run(
        [python, "manage.py", *arguments],
        cwd=project,
        env=environment | variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_first_command_makes_the_environment_and_the_second_finds_it(project):
    first = run(project, "check")
    second = run(project, "check")

    assert (first.returncode, first.stdout) == (0, f"inside {project / '.venv'}\n")
    assert first.stderr.splitlines() == [
        "Создаю окружение .venv…",
        "Устанавливаю зависимости из requirements.lock (pip)…",
    ]
    assert (second.returncode, second.stdout, second.stderr) == (0, first.stdout, "")


def test_a_changed_lock_is_installed(begun):
    run(begun, "check")
    lock = begun / "requirements.lock"
    lock.write_text("# made anew\n" + lock.read_text())

    changed = run(begun, "check")

    assert (changed.returncode, changed.stderr) == (
        0,
        "Устанавливаю зависимости из requirements.lock (pip)…\n",
    )


def test_a_package_with_another_hash_is_refused(begun):
    lock = begun / "requirements.lock"
    lock.write_text(lock.read_text().replace("sha256:", "sha256:0")[:-2] + "\n")

    refused = run(begun, "check")

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.splitlines()[-1] == NOT_INSTALLED


def test_without_network_the_reason_is_a_sentence(begun):
    (begun.parent / "wheels" / WHEEL).unlink()

    refused = run(begun, "up")

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.splitlines()[-1] == NOT_INSTALLED
    assert "Traceback" not in refused.stderr


def test_a_larger_lock_installs_what_the_smaller_ones_hold(begun):
    run(begun, "verify")

    after = run(begun, "up")

    assert (after.returncode, after.stderr) == (0, "")


def test_a_broken_environment_is_made_anew(begun):
    (begun / ".venv" / "bin" / "python").unlink()

    mended = run(begun, "check")

    assert (mended.returncode, mended.stdout) == (0, f"inside {begun / '.venv'}\n")


def test_another_virtual_environment_is_left_alone_when_it_lacks_nothing(project):
    other = foreign_environment(project)
    for name in bootstrap.LOCKS:
        (project / name).write_text("")

    done = run(project, "check", python=str(other / "bin" / "python"))

    assert (done.returncode, done.stdout) == (0, f"inside {other}\n")
    assert not (project / ".venv").exists()


def test_another_virtual_environment_that_lacks_a_package_is_told_so(project):
    other = foreign_environment(project)

    done = run(project, "check", python=str(other / "bin" / "python"))

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"В окружении {other} не хватает пакетов (moc-probe): выполните pip install "
        "--require-hashes -r requirements.lock или выйдите из него (deactivate), и портал "
        "создаст своё.\n"
    )


def foreign_environment(project: Path) -> Path:
    folder = project.parent / "other"
    subprocess.run([BARE_PYTHON, "-m", "venv", "--without-pip", str(folder)], check=True)
    return folder


def test_an_image_makes_no_environment(project):
    done = run(project, "check", MOC_NO_BOOTSTRAP="1")

    assert (done.returncode, done.stdout) == (0, f"inside {sys.base_prefix}\n")
    assert not (project / ".venv").exists()


def test_the_test_command_hands_its_words_to_pytest(project):
    done = run(project, "test", "--version", python=sys.executable, MOC_NO_BOOTSTRAP="1")

    assert done.returncode == 0
    assert (done.stdout + done.stderr).startswith("pytest ")


def test_without_ensurepip_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    with pytest.raises(SystemExit) as refusal:
        bootstrap.prepare("requirements.lock")

    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert str(refusal.value) == (
        "В этом Python нет модуля ensurepip, и окружение не создать. Установите его (sudo apt "
        f"install python{version}-venv) или установите uv и повторите команду."
    )


def test_an_old_python_is_told_which_one_is_needed():
    program = (
        "import sys, runpy; sys.version_info = (3, 9, 2); "
        "runpy.run_path('manage.py', run_name='__main__')"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Нужен Python 3.11 или новее, а это Python 3.9.")
    assert len(done.stderr.splitlines()) == 1


def test_the_embedded_portal_gets_a_key_of_its_own_once(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("MOC_VAR", str(tmp_path / "var"))

    bootstrap.make_secret_key()
    key = tmp_path / "var" / "secret_key"
    first = key.read_text()
    bootstrap.make_secret_key()

    assert key.read_text() == first
    assert len(first) >= 50
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


@pytest.mark.parametrize("variable", ["SECRET_KEY", "SECRET_KEY_FILE", "PORTAL_URL"])
def test_a_portal_that_was_set_up_gets_no_key(tmp_path, monkeypatch, variable):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("MOC_VAR", str(tmp_path))
    monkeypatch.setenv(variable, "given")

    bootstrap.make_secret_key()

    assert list(tmp_path.iterdir()) == []


def test_each_lock_holds_all_of_the_one_before():
    core, tests, everything = (entries(name) for name in bootstrap.LOCKS)

    assert core <= tests <= everything


@pytest.mark.parametrize("name", bootstrap.LOCKS)
def test_every_line_of_a_lock_has_its_hash_and_no_address(name):
    found = entries(name)

    assert found
    assert [entry for entry in found if "--hash=sha256:" not in entry or "://" in entry] == []


def test_the_lock_has_every_dependency_of_the_project():
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    locked = {entry.split("==")[0] for entry in entries("requirements.lock")}

    names = {bootstrap.re.split(r"[\[><=; ]", line)[0].lower() for line in wanted}

    assert names - locked == set()


def entries(name: str) -> set[str]:
    """A lock as its packages, each with its version, marker and hashes."""
    lines = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", "").splitlines()
    return {" ".join(line.split()) for line in lines if line and not line.startswith("#")}
