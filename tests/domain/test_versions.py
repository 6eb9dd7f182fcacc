"""Versions of papers: what went out is never given again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masa_desktop.domain.versions import Version, version_after, version_since


@pytest.mark.parametrize(
    ("issued", "settled", "draft", "version"),
    [
        ((), False, 1, "0.1"),
        ((), False, 3, "0.3"),
        (("0.1",), False, 1, "0.2"),
        (("0.1", "0.2"), False, 5, "0.5"),
        (("0.1", "0.2"), True, 2, "1.0"),
        (("0.10", "0.9"), False, 1, "0.11"),
        (("0.2", "1.0"), True, 2, "1.1"),
        (("1.0",), False, 4, "1.1"),
    ],
)
def test_the_next_version(issued, settled, draft, version):
    found = version_after([Version.read(one) for one in issued], settled=settled, draft=draft)
    assert str(found) == version


@pytest.mark.parametrize(
    ("given", "settled", "version"),
    [((), False, "0.1"), (("0.1", "0.3"), False, "0.3"), (("0.3",), True, "1.0")],
)
def test_minutes_that_say_the_same_keep_their_version(given, settled, version):
    read = [Version.read(one) for one in given]
    assert str(version_after(read, settled=settled, draft=1, is_same=True)) == version


@given(
    st.lists(st.builds(Version, st.integers(0, 1), st.integers(0, 50))),
    st.booleans(),
    st.integers(1, 60),
)
def test_a_version_issued_is_never_given_again(issued, settled, draft):
    found = version_after(issued, settled=settled, draft=draft)
    assert all(found > one for one in issued)
    assert Version.read(f"v{found}") == found


def test_words_that_are_no_version_count_as_none():
    assert Version.read("first") == Version.read("") == Version(0, 0)


@pytest.mark.parametrize(
    ("agreed", "drafted", "settled", "version"),
    [
        ((), ("0.1", "0.2"), False, "0.0"),
        (("1.0",), ("0.2",), False, "1.1"),
        (("1.0", "1.0"), ("0.2", ""), False, "1.1"),
        (("",), (), False, "1.1"),
        (("1.0",), ("0.2",), True, "0.0"),
        (("1.0",), ("0.2", "1.1"), True, "1.1"),
        (("1.0", "1.1"), ("0.2", "1.1"), False, "1.2"),
    ],
)
def test_minutes_approved_once_are_never_called_0_again(agreed, drafted, settled, version):
    read = [[Version.read(one) for one in some] for some in (agreed, drafted)]
    since = version_since(*read, settled=settled)
    assert str(since) == version
    assert version_after([], settled=settled, draft=3, reopened=since) >= since
