from plans.domain.table import Cell, Chip
from plans.templatetags.plan_table import plan_cells

EVIL = "<b onclick='x'>\"&"
SAFE = "&lt;b onclick=&#x27;x&#x27;&gt;&quot;&amp;"


def test_every_text_of_a_cell_is_escaped():
    cell = Cell(EVIL, EVIL, (Chip(EVIL, "user"),))

    assert plan_cells([cell]) == (
        f'<td data-label="{SAFE}">{SAFE}'
        f'<div class="chips"><span class="chip">{SAFE}</span></div></td>'
    )


def test_the_title_leads_to_the_items_form():
    cells = [Cell("1", "№", (), "n"), Cell("Дело", "Что", (), "main", 2)]

    assert plan_cells(cells, "/plans/items/7/edit/") == (
        '<td class="n" data-label="№">1</td>'
        '<td class="main" data-label="Что" rowspan="2">'
        '<a href="/plans/items/7/edit/">Дело</a></td>'
    )


def test_a_doubtful_chip_wears_its_tone():
    cell = Cell("", "Срок", (Chip("уточнить", "ask", "tone-warn"),))

    assert plan_cells([cell]) == (
        '<td data-label="Срок"><div class="chips">'
        '<span class="chip tone-warn">уточнить</span></div></td>'
    )
