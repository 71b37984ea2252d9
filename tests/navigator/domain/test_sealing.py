import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.domain.sealing import BrokenSealError, open_number, seal_number

NUMBERS = st.text("0123456789", min_size=4, max_size=20)


@given(NUMBERS)
def test_a_sealed_number_opens_with_its_key(number):
    assert open_number(seal_number(number, "key"), "key") == number


def test_the_same_number_gives_the_same_bytes():
    assert seal_number("9905123456", "key") == seal_number("9905123456", "key")


def test_another_key_does_not_open_it():
    with pytest.raises(BrokenSealError):
        open_number(seal_number("9905123456", "key"), "another key")


def test_altered_bytes_do_not_open():
    sealed = bytearray(seal_number("9905123456", "key"))
    sealed[-1] ^= 1

    with pytest.raises(BrokenSealError):
        open_number(bytes(sealed), "key")
