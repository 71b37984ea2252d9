"""What the supervised processes are told; a variable that the person has set is left as it is."""

from collections.abc import Mapping

LOCAL_NAMES = "127.0.0.1,localhost,[::1]"
# Said by Celery to root, at length; in a container there is nobody else.
ROOT_WARNING = "You're running the worker with superuser privileges"


def children_environment(
    given: Mapping[str, str], host: str, port: int, *, dev: bool
) -> dict[str, str]:
    told = {
        "PORTAL_URL": page_address(host, port),
        "ALLOWED_HOSTS": "*" if dev else LOCAL_NAMES,
        "LOG_LEVEL": "WARNING",
        "PYTHONWARNINGS": f"ignore:{ROOT_WARNING}",
    }
    if given.get("PORTAL_URL") and not dev:
        del told["ALLOWED_HOSTS"]  # the settings know the name from the address
    if dev:
        told |= {"DEBUG": "1", "MOC_DEV": "1"}
    return told | {name: value for name, value in given.items() if value}


def page_address(host: str, port: int) -> str:
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 -- to compare
    return f"http://{f'[{name}]' if name == '::1' else name}:{port}"
