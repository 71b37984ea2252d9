"""What the check page tells of a version: enough to trust the paper, and nobody's name."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from plans.domain.anonymity import Anonymiser
from plans.domain.states import PlanState
from plans.domain.versions import sha256_of
from plans.models import PlanVersion
from plans.queries.publishing import is_published, versions_by_code


@dataclass(frozen=True, slots=True)
class CheckedVersion:
    """A version that a code has led to; `standing` is a key of the page's words."""

    title: str
    organisation: str
    number: int
    approved_on: date
    document_number: str
    basis: str
    sha256: str
    is_whole: bool
    standing: str
    newest: int
    ended_on: date | None
    url: str


def found_versions(code: str) -> list[CheckedVersion]:
    """Two queries and one more for each version; mostly there is one."""
    return [_checked(version) for version in versions_by_code(code)]


def _checked(version: PlanVersion) -> CheckedVersion:
    plan, said = version.plan, Anonymiser().text
    newest = plan.versions.order_by("-number").values_list("number", flat=True)[0]
    snapshot = version.snapshot
    return CheckedVersion(
        title=said(snapshot["document"]["plans"][0]["title"]),
        organisation=said(snapshot["organisation"]),
        number=version.number,
        approved_on=version.approved_on,
        document_number=version.document_number,
        basis=said(version.basis),
        sha256=version.sha256,
        is_whole=sha256_of(snapshot) == version.sha256,
        standing=_standing(version, newest),
        newest=newest,
        ended_on=plan.ended_on,
        url=_url(version),
    )


def _standing(version: PlanVersion, newest: int) -> str:
    if version.number < newest:
        return "replaced"
    state = version.plan.state
    return "in_force" if state == PlanState.APPROVED else str(state)


def _url(version: PlanVersion) -> str:
    """The public page of the version, where it is switched on."""
    if not is_published(version.plan):
        return ""
    page = version.plan.public_page
    code = version.plan.organisation.code
    return reverse("public:public_version", args=[code, page.slug, version.number])
