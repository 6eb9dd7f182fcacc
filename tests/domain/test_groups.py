"""Reporting lines followed upwards."""

from masa_desktop.domain.groups import ancestors

LINES = {"c": ["b"], "b": ["a", "x"]}


def test_every_group_above_is_found_by_every_road():
    assert ancestors(LINES, "c") == {"a", "b", "x"}
    assert ancestors(LINES, "a") == set()


def test_a_group_is_above_itself_only_in_a_circle():
    assert "c" not in ancestors(LINES, "c")
    assert ancestors(LINES | {"a": ["c"]}, "c") == {"a", "b", "c", "x"}
