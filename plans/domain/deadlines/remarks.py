"""What a person should look at though the deadline could be read."""

from enum import StrEnum


class Remark(StrEnum):
    """A reading that took something for granted, in words for the person who checks it."""

    OPEN_END = "срок открыт, концом взят конец периода плана"
    AUGUST = "«август» может значить и месяц перед учебным годом, и последний месяц года"
    BY_MONTH = "«до» с названием месяца: взят последний день этого месяца"
    YEAR_END = "концом года взято 31 декабря; проверьте, не учебный ли год имеется в виду"
    SCHOOL_YEAR_EDGE = "взяты: для начала учебного года 31 августа, для его конца 31 мая"
