"""The line at the bottom never makes the window wider than the screen."""

from masa_desktop.ui.status_bar import StatusBar


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
