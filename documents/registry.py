"""The kinds of background job, and the function that does each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any, TypeVar

from organisations.domain.errors import RuleError
from organisations.domain.policy import Permission


class Queue(StrEnum):
    """Who waits: a person at the page, or nobody."""

    INTERACTIVE = auto()
    BULK = auto()


class JobKindIsGoneError(RuleError):
    """The portal has no handler for such jobs any more."""


class JobCancelledError(Exception):
    """The requester has asked to stop; the handler ends here."""


class LeaseLostError(Exception):
    """Another worker has, or will have, this job; nothing more may be written for it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A finished file: its name for the reader, its bytes and what they are."""

    name: str
    content: bytes
    media_type: str


Duty = Callable[[], None]
Progress = Callable[[int, str], None]
Build = Callable[..., Iterable[Document]]
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Handler:
    """How one kind of job is done, the permission it needs and the queue it waits in."""

    build: Build
    permission: Permission
    queue: Queue


HANDLERS: dict[str, Handler] = {}
DUTIES: dict[str, Duty] = {}  # what is done every night, by name
# Everything that leaves the portal as a file, by kind of job or name of view: a test opens each.
EXPORTS: dict[str, tuple[str, ...]] = {}


def job_handler(
    kind: str,
    *,
    permission: Permission,
    queue: str = Queue.INTERACTIVE,
    writes: tuple[str, ...] = (),
) -> Callable[[Build], Build]:
    """Make the decorated `build(actor, progress, **params)` do the jobs of this kind.

    It may run up to three times, so what it does besides its documents must bear repeating.
    `writes` names the formats of its documents, for the registry of exports.
    """

    def register(build: Build) -> Build:
        if kind in HANDLERS:
            raise ValueError(f"two handlers for jobs of kind {kind}")
        HANDLERS[kind] = Handler(build, permission, Queue(queue))
        if writes:
            EXPORTS[kind] = writes
        return build

    return register


def nightly(duty: Duty) -> Duty:
    """Have the decorated function done every night; it may be done twice."""
    DUTIES[f"{duty.__module__}.{duty.__name__}"] = duty
    return duty


def exports(*formats: str) -> Callable[[View], View]:
    """Write the decorated view into the registry of exports: it answers with such a file."""

    def register(view: View) -> View:
        EXPORTS[view.__name__] = formats
        return view

    return register


def permission_of(kind: str) -> Permission:
    """What a person needs to have such a job done."""
    if kind not in HANDLERS:
        raise JobKindIsGoneError("Таких заданий портал больше не выполняет.")
    return HANDLERS[kind].permission


def describe() -> list[dict[str, Any]]:
    """Every kind of job as plain values, in the order of their names."""
    return [
        {"kind": kind, "permission": str(handler.permission), "queue": str(handler.queue)}
        for kind, handler in sorted(HANDLERS.items())
    ]


def describe_exports() -> list[dict[str, Any]]:
    """Every export as plain values, in the order of their names."""
    return [{"name": name, "formats": list(formats)} for name, formats in sorted(EXPORTS.items())]
