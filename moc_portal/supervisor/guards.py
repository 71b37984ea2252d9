"""What must hold before the embedded portal starts: each refusal is one sentence."""

import fcntl
import os
import socket
from pathlib import Path
from typing import IO

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
NETWORK_FILE_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs"})
MOUNTS = Path("/proc/self/mounts")


class RefusedToStartError(Exception):
    """The reason why the portal does not start, in the words of the person who started it."""


def refuse_open_address(host: str, *, secure: bool, dev: bool) -> None:
    """Passwords must not cross a network in clear text."""
    if host not in LOOPBACK and not secure and not dev:
        raise RefusedToStartError(
            f"На адресе {host} портал был бы виден сети без шифрования. Поставьте перед ним "
            "nginx с TLS и задайте PORTAL_URL=https://… (папка deploy/) или, только для пробы "
            "в своей сети, добавьте --dev."
        )


def refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise RefusedToStartError(
                f"Адрес {host}:{port} не открыть ({error.strerror}): вероятно, он занят другой "
                f"программой. Выберите другой порт: --port {port + 1}."
            ) from error


def refuse_network_folder(folder: Path, mounts: Path = MOUNTS) -> None:
    """SQLite's journal loses data on a file system that other machines share."""
    kind = _file_system(folder.resolve(), mounts)
    if kind in NETWORK_FILE_SYSTEMS:
        raise RefusedToStartError(
            f"Папка {folder} лежит на сетевом диске ({kind}), а SQLite на нём теряет данные. "
            "Задайте в MOC_VAR папку на диске этой машины или в DATABASE_URL адрес PostgreSQL."
        )


def hold_instance(folder: Path) -> IO[str]:
    """The lock of this folder's only instance; it is free again when the process ends."""
    file = (folder / "instance.lock").open("a+", encoding="ascii")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.seek(0)
        owner = file.read().strip() or "неизвестен"
        file.close()
        raise RefusedToStartError(
            f"Портал уже запущен с данными из {folder} (номер процесса: {owner}). Остановите его "
            "(Ctrl-C) или задайте в MOC_VAR другую папку."
        ) from error
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def _file_system(folder: Path, mounts: Path) -> str:
    """The type of the deepest mount that holds the folder; empty where the system does not say."""
    try:
        lines = mounts.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    points = [line.split(" ")[1:3] for line in lines]
    holding = [(len(point), kind) for point, kind in points if folder.is_relative_to(point)]
    # The last of equal length is the one that was mounted over the others.
    return max(reversed(holding), key=lambda found: found[0])[1] if holding else ""
