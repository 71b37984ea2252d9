"""What belongs together: lines that go on, and pieces that a comma does not part."""

import re

from plans.domain.reading.people import words
from plans.domain.reading.people.names import ENDS_WITH_PERSON, PERSON
from plans.domain.reading.people.signs import MARK, is_open, last_closing

# What a line goes on from: more is never looked at, so that no text takes long.
_NEAR = 400
_LAST = re.compile(r"[,;]")


def joined_lines(lines: list[str]) -> list[str]:
    """Lines that only continue the one before are joined to it."""
    posts_follow = bool(lines) and bool(PERSON.match(lines[0]))
    closing = last_closing(lines)
    joined: list[str] = []
    for index, line in enumerate(lines):
        before = joined[-1][-_NEAR:] if joined else ""
        is_inside = index <= closing and is_open(before)
        if joined and (is_inside or _goes_on(before, line, posts_follow=posts_follow)):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def _goes_on(before: str, line: str, *, posts_follow: bool) -> bool:
    if before.endswith(";") or MARK.match(line):
        return False
    if posts_follow and PERSON.search(before) and PERSON.match(line):
        return before.endswith(",")
    # After a comma: it parts the two, or a rule about commas joins them.
    has_post = posts_follow and PERSON.fullmatch(before) and words.is_one_post(line)
    is_sure = before.endswith(",") or has_post
    return bool(is_sure) or _is_unfinished(before, line) or _is_rest(before, line)


def _is_unfinished(before: str, line: str) -> bool:
    if words.DANGLING.search(before) or (words.AIDE.search(before) and words.OF_HEAD.match(line)):
        return True
    if line[:1].islower() and words.ADJECTIVE_ENDS.search(before):
        return True
    is_name = line.startswith(("«", '"', "“", "„")) or bool(words.ABBREVIATED.match(line))
    wants_place = words.WANTS_PLACE.search(before) and (is_name or re.match(r"М[БАК]?О?У\b", line))
    return bool(wants_place or words.LEGAL_FORM.search(before) or _wants_name(before, line))


def _wants_name(before: str, line: str) -> bool:
    """«Администрация города» above «Чехова»."""
    is_one = words.WANTS_NAME.search(before) and words.ONE_NAME.match(line)
    return bool(is_one and not words.HEADS.match(line) and not words.ROLES.match(line))


def _is_rest(before: str, line: str) -> bool:
    if line.startswith(("(", ",", ";")) or words.CONTACT.match(line):
        return True
    if words.HEADS.match(line):
        return False
    if line.startswith(("«", '"', "“", "„")):
        return not before.endswith(("»", '"', "”", "“"))
    is_lower = line[:1].islower() or words.OF_AUTHORITY.match(line)
    return bool(is_lower) or _names_post(before, line)


def _names_post(before: str, line: str) -> bool:
    """«Руководитель МОЦ» above «Щурилова Э.В.»: a post and its person are one entry."""
    last = _LAST.split(before)[-1].strip()
    if not PERSON.match(line) or PERSON.search(last) or words.MANY.match(last):
        return False
    return bool(words.ROLES.match(last))


def joined_pieces(pieces: list[str]) -> list[str]:
    """Pieces between commas, those of one entry joined again."""
    return _with_posts(_with_rests(pieces))


def _with_rests(pieces: list[str]) -> list[str]:
    joined: list[str] = []
    for piece in pieces:
        if joined and _is_part(joined[-1], piece):
            joined[-1] = f"{joined[-1]}, {piece}"
        else:
            joined.append(piece)
    return joined


def _is_part(before: str, piece: str) -> bool:
    if words.CONTACT.match(piece) or words.CONSENT.match(piece) or words.PARTICIPLE.match(piece):
        return True
    if words.CONSENTED.search(before):
        return False
    if words.ANSWERABLE.match(piece):
        return bool(words.MANY_PLACES.match(before))
    return _counts(before, piece) or _is_listed(before, piece)


def _counts(before: str, piece: str) -> bool:
    """«школы №№ 1, 3», «учащиеся 5 «А», 6 «Б» классов»."""
    is_number = words.NUMBERS.match(piece) and words.NUMBERED.search(before)
    is_class = words.CLASS.match(piece) and words.ENDS_WITH_CLASS.search(before)
    return bool(is_number or is_class)


def _is_listed(before: str, piece: str) -> bool:
    """What a deputy is for, what a teacher teaches, what an authority is of."""
    if words.SUBJECT.match(piece.partition(" и ")[0]):
        return bool(words.TEACHES.search(before))
    if words.DUTY.match(piece.partition(" и ")[0]):
        return bool(re.search(r"\bпо (?:[А-ЯЁ]+, )*[А-ЯЁ]+$", before))
    if not piece[:1].islower() or words.HEADS.match(piece):
        return False
    return bool(words.SHARED_HEAD.match(before)) or _is_of_name(before, piece)


def _is_of_name(before: str, piece: str) -> bool:
    """«Комитет рекламы, информации и оформления»: a comma inside a name parts nothing."""
    last = before.rsplit(" ", 1)[-1]
    is_dative = words.DATIVE.match(piece) and words.DATIVE.match(last)
    if re.search(r"\bпо\s", before) and (is_dative or words.TWO_DATIVES.match(piece)):
        return True
    if words.INSTRUMENTAL_MANY.match(piece) and words.INSTRUMENTAL_MANY.match(last):
        return True
    if " " not in before or not words.GENITIVE.match(piece) or not last[:1].islower():
        return False
    is_authority = words.AUTHORITY.match(before) or re.search(
        r"(?:управлени[еямю]|отдел\w*|комитет\w*|департамент\w*|министерств\w*)\s", before
    )
    is_longer = words.ORGANISATION.match(before) and " и " in piece
    return bool(is_authority or is_longer)


def _with_posts(pieces: list[str]) -> list[str]:
    """«Орлова Е.М., методист, Рябушко М.В., педагог» is two people, each with a post."""
    places = [index for index in range(len(pieces)) if _has_post(pieces, index)]
    people = [index for index, piece in enumerate(pieces) if _is_person(piece)]
    if not places or (places[0] != people[0] and len(places) == 1):
        return pieces
    joined: list[str] = []
    for index, piece in enumerate(pieces):
        if index - 1 in places:
            joined[-1] = f"{joined[-1]}, {piece}"
        else:
            joined.append(piece)
    return joined


def _has_post(pieces: list[str], index: int) -> bool:
    """A person, then one post, and no other post after it."""
    following = pieces[index + 1 : index + 3]
    if not following or not _is_person(pieces[index]):
        return False
    post = following[0]
    if not words.is_one_post(post) or PERSON.search(post):
        return False
    return (
        len(following) < 2
        or not (words.ROLES.match(following[1]) and not PERSON.search(following[1]))
        or bool(words.MANY.match(following[1]))
    )


def _is_person(piece: str) -> bool:
    return bool(PERSON.fullmatch(piece) or ENDS_WITH_PERSON.fullmatch(piece))
