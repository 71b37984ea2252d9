import json

from reports.domain.snapshots import digest, freeze, thaw
from tests.reports.sample import REPORT


def test_a_frozen_report_comes_back_equal():
    assert thaw(json.loads(json.dumps(freeze(REPORT)))) == REPORT


def test_digest_does_not_depend_on_the_order_of_keys():
    frozen = freeze(REPORT)
    shuffled = dict(reversed(frozen.items()))

    assert digest(shuffled) == digest(frozen)


def test_digest_changes_with_one_letter():
    frozen = freeze(REPORT)
    changed = frozen | {"narrative": "Работаем по плану!"}

    assert digest(changed) != digest(frozen)
