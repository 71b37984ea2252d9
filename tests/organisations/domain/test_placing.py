import pytest

from organisations.domain import placing
from organisations.domain.errors import RuleError
from organisations.domain.policy import Post, Role
from organisations.models import Organisation

SCHOOL_KINDS = ["school", "additional", "preschool", "college", "sport", "culture", "other"]
CENTRE_ROLES = {
    Role.HEAD,
    Role.METHODIST,
    Role.NAVIGATOR_ADMINISTRATOR,
    Role.MEDIA_OFFICER,
    Role.APPROVER,
}


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        ("region", {Role.OBSERVER}),
        ("centre", CENTRE_ROLES),
        ("authority", {Role.APPROVER}),
        *((kind, {Role.COORDINATOR}) for kind in SCHOOL_KINDS),
    ],
)
def test_roles_in_a_kind_of_organisation(kind, roles):
    assert placing.roles_in(kind, is_root=False) == roles
    assert placing.roles_in(kind, is_root=True) == roles | {Role.ADMINISTRATOR}


def test_every_kind_has_its_roles():
    assert set(placing.ROLES_OF_KIND) == set(Organisation.Kind.values)


@pytest.mark.parametrize(
    ("mine", "kind", "granted"),
    [
        (Role.HEAD, "centre", CENTRE_ROLES),
        (Role.HEAD, "school", {Role.COORDINATOR}),
        (Role.METHODIST, "centre", {Role.METHODIST, Role.MEDIA_OFFICER, Role.APPROVER}),
        (Role.MEDIA_OFFICER, "centre", {Role.MEDIA_OFFICER}),
        (Role.NAVIGATOR_ADMINISTRATOR, "centre", {Role.NAVIGATOR_ADMINISTRATOR}),
        (Role.COORDINATOR, "school", {Role.COORDINATOR}),
        (Role.APPROVER, "authority", {Role.APPROVER}),
        (Role.OBSERVER, "centre", set()),
        (Role.ADMINISTRATOR, "centre", CENTRE_ROLES),
        (Role.ADMINISTRATOR, "region", {Role.OBSERVER}),
    ],
)
def test_grantable_roles_hold_nothing_that_the_giver_does_not(mine, kind, granted):
    posts = [Post(mine, 1, frozenset({1, 2}))]

    assert placing.grantable_roles(posts, 2, kind, is_root=False) == granted


@pytest.mark.parametrize(("mine", "may"), [(Role.HEAD, False), (Role.ADMINISTRATOR, True)])
def test_grantable_roles_in_the_root_make_no_head_an_administrator(mine, may):
    granted = placing.grantable_roles([Post(mine, 1, frozenset({1}))], 1, "centre", is_root=True)

    assert (Role.ADMINISTRATOR in granted) is may


def test_grantable_roles_do_not_carry_from_another_organisation():
    posts = [Post(Role.HEAD, 1, frozenset({1})), Post(Role.OBSERVER, 2, frozenset({2}))]

    assert placing.grantable_roles(posts, 2, "centre", is_root=False) == set()


@pytest.mark.parametrize(
    ("kind", "parent_kind"),
    [("school", "school"), ("centre", "authority"), ("region", "centre")],
)
def test_refuse_misplaced_says_where_to_put_it(kind, parent_kind):
    with pytest.raises(RuleError, match="выберите"):
        placing.refuse_misplaced(kind, parent_kind)


@pytest.mark.parametrize(
    ("kind", "parent_kind"),
    [("region", None), ("region", "region"), ("centre", "region"), ("school", "centre")],
)
def test_refuse_misplaced_lets_the_usual_tree_grow(kind, parent_kind):
    assert placing.refuse_misplaced(kind, parent_kind) is None


def test_refuse_unfit_roles_names_those_to_take_away_first():
    with pytest.raises(RuleError) as refusal:
        placing.refuse_unfit_roles([Role.HEAD, Role.COORDINATOR], "school", is_root=False)

    assert str(refusal.value) == (
        "В такой организации не бывает ролей, которые уже есть у её людей: руководитель МОЦ. "
        "Сначала снимите эти роли."
    )
