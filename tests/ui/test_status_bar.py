"""The lines above and below the page never make the window wider than the screen."""

from masa_desktop.ui.status_bar import StatusBar
from masa_desktop.ui.top_bar import TopBar


def test_its_words_end_in_dots_where_they_have_no_room(qapp, look, qtbot, bridge):
    look.apply(qapp, "light", 30)
    bar = StatusBar("Riverside Safeguarding Children Partnership", "RSCP-LAP-03", bridge.saving)
    qtbot.addWidget(bar)
    bar.resize(600, 40)
    bar.show()
    assert bar.minimumSizeHint().width() <= 320
    assert bar.width() == 600
    assert bar.office.width() < bar.office.whole
    assert bar.office.toolTip() == bar.office.text()
    bar.resize(2_000, 40)
    assert bar.office.width() >= bar.office.whole
    assert bar.office.toolTip() == ""


def test_the_bar_above_the_page_is_no_wider_than_the_screen(qapp, look, qtbot):
    look.apply(qapp, "light", 30)
    bar = TopBar("Riverside Safeguarding Children Partnership", "Priya Nair", "Practice: 10 Feb")
    qtbot.addWidget(bar)
    bar.resize(900, 60)
    bar.show()
    assert bar.width() == 900
    assert bar.office.width() < bar.office.whole
