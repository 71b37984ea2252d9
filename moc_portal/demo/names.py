"""Names to invent people, towns and organisations from; none of them is real."""

from dataclasses import dataclass
from random import Random

REGION = "Приозёрной области"
WOMEN = "Анна Вера Галина Дарья Елена Жанна Ирина Ксения Лариса Марина Нина Оксана Полина Юлия"
MEN = "Андрей Борис Вадим Григорий Денис Евгений Илья Кирилл Леонид Максим Олег Павел Роман"
FATHERS = "Андреев Борисов Викторов Иванов Леонидов Михайлов Олегов Петров Сергеев Романов"
SURNAMES = (
    "Берестов Вешняков Гладышев Долинин Ежевикин Жаворонков Заречнев Ивушкин Калинников "
    "Ландышев Малинкин Незабудкин Облепихин Пересветов Ромашов Снегирёв Тополев Уточкин "
    "Фиалкин Хлебодаров Черёмухин Шиповников Щеглов Юрьин Ягодин Верескин Лесков "
    "Полынин Рябинкин"
)


@dataclass(frozen=True, slots=True)
class Town:
    """A town and how its name is written in addresses; every name ends in a consonant."""

    name: str
    slug: str

    @property
    def of_it(self) -> str:
        return f"{self.name}а"

    @property
    def in_it(self) -> str:
        return f"{self.name}е"


TOWNS = tuple(
    Town(*said.split("/"))
    for said in [
        "Лугоборск/lugoborsk",
        "Заречинск/zarechinsk",
        "Липоград/lipograd",
        "Сосноборинск/sosnoborinsk",
        "Камнеград/kamnegrad",
        "Ветлужинск/vetluzhinsk",
        "Полынск/polynsk",
        "Рябинск/ryabinsk",
        "Светлоозёрск/svetloozersk",
        "Меднореченск/mednorechensk",
        "Тихоборск/tikhoborsk",
        "Яблоневск/yablonevsk",
        "Степноград/stepnograd",
        "Холмоград/kholmograd",
        "Белоручейск/beloruchejsk",
        "Росинск/rosinsk",
        "Кленовск/klenovsk",
        "Перелесск/perelessk",
        "Зимоград/zimograd",
        "Ольховатск/olkhovatsk",
        "Травнинск/travninsk",
        "Дубравинск/dubravinsk",
        "Морошинск/moroshinsk",
        "Вересковск/vereskovsk",
        "Туманинск/tumaninsk",
    ]
)


@dataclass(frozen=True, slots=True)
class FullName:
    """Surname, name and patronymic of an invented person."""

    last: str
    first: str
    patronymic: str


def invent(chance: Random) -> FullName:
    """Somebody; two in three are women, as in schools."""
    surname = chance.choice(SURNAMES.split())
    father = chance.choice(FATHERS.split())
    if chance.random() < 2 / 3:
        return FullName(f"{surname}а", chance.choice(WOMEN.split()), f"{father}на")
    return FullName(surname, chance.choice(MEN.split()), f"{father}ич")
