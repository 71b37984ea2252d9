"""Files that the portal refuses: a sentence each, nothing kept, nobody else notices."""

from tests.e2e.browser import expect
from tests.e2e.papers import bad_files


def test_each_bad_file_gets_its_own_sentence_and_leaves_nothing(portal, desk):
    methodist, head = desk("methodist2"), desk("head")
    portal.settle()
    kept = portal.stored()
    said = []

    for bad in bad_files():
        methodist.open("/plans/imports/upload/")
        methodist.page.get_by_label("Документ с планом").set_input_files(bad.payload)
        with methodist.refused(422):
            methodist.press("Прочитать документ")
        methodist.heading("Загрузка плана из документа")
        error = methodist.page.locator("#id_file_error")
        expect(error).to_contain_text(bad.says)
        said.append(error.inner_text())
        assert portal.stored() == kept
    methodist.look("upload-refused")
    head.open("/")

    assert len(set(said)) == len(bad_files())
    head.heading("Как идёт период")
