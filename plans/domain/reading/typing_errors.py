"""Words of column headers, and how to know them with one letter wrong."""

from functools import lru_cache

_WORDS = """
    номер пункт пункта плана порядковый
    мероприятие мероприятия мероприятий мероприятию наименование наименования название содержание
    работы работа деятельности виды основные перечень действия тема темы событие информационный
    повод публикации пошаговые направления документа форма меропр делаем сделать
    описание краткое процесса
    цель цели задача задачи
    целевая аудитория адресуется категория участников участники группа контингент
    каналы канал информирования распространения информации площадка размещения ресурс место
    источник
    сроки срок исполнения исполнение реализации проведения выполнения дата время период месяц
    периодичность предоставления квартал когда рекомендуемый плановое начало начала окончание
    окончания завершение завершения
    ответственный ответственные ответственного ответственных исполнитель исполнители исполнителя
    лица лицо специалист руководитель проводит отвечает координатор организатор соисполнители
    результат результаты результата ожидаемый ожидаемые планируемый планируемые итоговый документ
    отчета представления выход контрольный контрольные показатель показатели показателя
    организации учреждения подтверждающие документы
    промежуточный контрольная точка
    примечание примечания комментарий сведения
    отметка выполнении исполнении ссылка контроль охват количество финансирования
    январь февраль апрель июнь июль август сентябрь октябрь ноябрь декабрь полугодие
"""
_SHORTEST = 4
# Latin letters that look like Cyrillic ones, in lower case: «cрок».
_LOOK_ALIKES = str.maketrans("aceopxykmtbh", "асеорхукмтвн")


def _shorter(word: str) -> set[str]:
    """The word without each of its letters in turn."""
    return {word[:index] + word[index + 1 :] for index in range(len(word))}


_KNOWN = frozenset(_WORDS.split())
_NEAR: dict[str, str] = {}
for _word in sorted(_KNOWN, key=len):
    for _near in (_word, *_shorter(_word)):
        _NEAR.setdefault(_near, _word)
_NEAR.update({word: word for word in _KNOWN})


@lru_cache(maxsize=2048)
def corrected(text: str) -> str:
    """The words of a header in lower case, each set right if one letter of it is wrong."""
    return " ".join(_word_for(word) for word in text.split())


def in_one_script(text: str) -> str:
    """A word of Cyrillic letters with Latin ones among them, in Cyrillic; lower case."""
    if text.isascii() or not any("a" <= sign <= "z" for sign in text):
        return text
    return " ".join(
        word if word.isascii() else word.translate(_LOOK_ALIKES) for word in text.split(" ")
    )


def _word_for(word: str) -> str:
    if len(word) < _SHORTEST or word in _KNOWN:
        return word
    tries = (word, *sorted(_shorter(word)))
    return next((_NEAR[near] for near in tries if near in _NEAR), word)
