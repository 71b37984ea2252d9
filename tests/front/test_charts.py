from hypothesis import given
from hypothesis import strategies as st

from moc_portal.front.charts import GAP, WIDTH, stacked_bar

PARTS = st.lists(
    st.tuples(st.sampled_from(["ok", "wait", "back", "mute"]), st.integers(0, 500)), max_size=4
)


def test_stacked_bar_is_as_wide_as_its_counts():
    first, second = stacked_bar([("ok", 3), ("wait", 0), ("mute", 1)])

    assert (first.tone, second.tone) == ("ok", "mute")
    assert first.width == round((WIDTH - GAP) * 3 / 4, 1)
    assert second.x == round(first.width + GAP, 1)


@given(PARTS)
def test_stacked_bar_never_leaves_its_drawing(parts):
    segments = stacked_bar(parts)

    assert len(segments) == sum(1 for _tone, count in parts if count)
    assert all(one.x >= 0 and one.x + one.width <= WIDTH + 0.2 for one in segments)
