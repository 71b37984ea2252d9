import pytest

from organisations.models import Organisation
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", ["лицей", "ЛИЦЕЙ", "№ 1 (", "(филиал)", "lyceum"])
def test_matching_minds_no_case_and_no_sign(text):
    OrganisationFactory(short_name="Школа № 2")
    lyceum = OrganisationFactory(short_name="Лицей № 1 (филиал)", code="lyceum")

    assert list(Organisation.objects.matching(text)) == [lyceum]
