"""Numbers as lists print them: 4 as «IV», «г», «d» or «04»."""

from collections.abc import Callable

_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"  # those that Word counts with
MAX_ROMAN = 3999
MAX_REPEATED = 10


def roman(number: int) -> str:
    """«4» as «IV»."""
    signs = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        signs.append(sign * count)
    return "".join(signs)


def letter(number: int, alphabet: str) -> str:
    """«3» as «c»; after the last letter they are doubled: «aa», «bb»."""
    repeats, index = divmod(number - 1, len(alphabet))
    return alphabet[index] * min(repeats + 1, MAX_REPEATED)


_STYLES: dict[str, Callable[[int], str]] = {
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": lambda number: letter(number, _LATIN.upper()),
    "lowerLetter": lambda number: letter(number, _LATIN),
    "russianUpper": lambda number: letter(number, _RUSSIAN.upper()),
    "russianLower": lambda number: letter(number, _RUSSIAN),
}


def numeral(number: int, style: str) -> str:
    """A number in one of Word's styles of counting; plain digits where it is another one."""
    if style == "decimalZero":
        return f"{number:02}"
    write = _STYLES.get(style)
    return write(min(number, MAX_ROMAN)) if write and number > 0 else str(number)
