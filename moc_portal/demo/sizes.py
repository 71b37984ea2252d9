"""How much is invented."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Size:
    """The first centre is shown in full, its neighbours have one short plan each."""

    centres: int
    organisations: int  # in each centre
    certificates: int  # in all
    work_plan_items: int | None = None  # None: as many as are worded
    executors: int = 9  # at most, of one item


SIZES: Mapping[str, Size] = MappingProxyType(
    {
        "town": Size(centres=1, organisations=18, certificates=900),
        "city": Size(
            centres=1, organisations=90, certificates=12_000, work_plan_items=300, executors=5
        ),
        "region": Size(centres=25, organisations=60, certificates=400_000, executors=7),
    }
)
