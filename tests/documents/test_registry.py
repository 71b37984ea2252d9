import pytest

from documents import registry
from organisations.domain.policy import Permission
from tests.documents.conftest import letter


def test_describe_lists_the_kinds_as_plain_values(handle):
    handle(kind="a_trial", queue="bulk", permission=Permission.PLAN_VIEW)

    described = [line for line in registry.describe() if line["kind"] == "a_trial"]

    assert described == [{"kind": "a_trial", "permission": "plan_view", "queue": "bulk"}]


def test_a_kind_has_one_handler(handle):
    handle()

    with pytest.raises(ValueError, match="two handlers for jobs of kind trial"):
        registry.job_handler("trial", permission=Permission.PLAN_VIEW)(letter)


def test_an_unknown_queue_is_refused():
    with pytest.raises(ValueError, match="slow"):
        registry.job_handler("other", permission=Permission.PLAN_VIEW, queue="slow")(letter)


def test_permission_of_a_kind_that_is_gone_is_a_sentence():
    with pytest.raises(
        registry.JobKindIsGoneError, match=r"^Таких заданий портал больше не выполняет\.$"
    ):
        registry.permission_of("of_last_year")
