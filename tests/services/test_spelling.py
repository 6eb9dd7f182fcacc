"""The dictionary as shipped, and what an office knows beside it."""

import pytest

from masa_desktop.domain.errors import UserError
from masa_desktop.domain.spelling import key
from masa_desktop.paths import resource
from masa_desktop.services import dictionary, groups, people, spelling


@pytest.mark.parametrize(
    "word",
    # Of organise and organize the dictionary holds both, as Oxford does.
    ["safeguarding", "organise", "organize", "colour", "children's", "multi-agency", "Ofsted"],
)
def test_british_words_are_known(word):
    assert dictionary.british().knows(word)


@pytest.mark.parametrize("word", ["safegaurding", "color", "programing", "recieve"])
def test_mistakes_and_american_forms_are_not_known(word):
    assert not dictionary.british().knows(word)


def test_a_suggestion_puts_the_word_right():
    assert dictionary.british().suggestions("safegaurding")[0] == "safeguarding"


def test_each_word_of_our_trade_is_known_and_missing_from_the_list_it_adds_to(tmp_path):
    shipped = resource("dictionaries")
    for name in ("en_GB.aff", "en_GB.dic"):
        (tmp_path / name).write_bytes((shipped / name).read_bytes())
    (tmp_path / "safeguarding.txt").write_text("")
    bare = dictionary.read(tmp_path)
    words = (shipped / "safeguarding.txt").read_text(encoding="utf-8").split()
    assert [word for word in words if not dictionary.british().knows(word)] == []
    assert [word for word in words if bare.knows(word)] == []


def test_without_its_files_there_is_no_dictionary(tmp_path):
    assert dictionary.read(tmp_path) is None


def test_a_learned_word_is_known_however_it_is_written(workspace):
    workspace.do(spelling.learn, " Ashgrove’s ")
    assert workspace.ask(spelling.words) == ["Ashgrove’s"]
    for form in ("ashgrove", "Ashgrove's", "ASHGROVE"):
        assert key(form) in workspace.ask(spelling.known)


def test_learning_twice_keeps_one_word_and_forgetting_can_be_undone(workspace):
    workspace.do(spelling.learn, "inquoracy")
    workspace.do(spelling.learn, "Inquoracy")
    assert workspace.ask(spelling.words) == ["Inquoracy"]
    workspace.do(spelling.forget, "inquoracy")
    assert workspace.ask(spelling.words) == []
    workspace.undo()
    assert workspace.ask(spelling.words) == ["Inquoracy"]


def test_a_forgotten_word_can_be_learned_again(workspace):
    workspace.do(spelling.learn, "inquoracy")
    workspace.do(spelling.forget, "inquoracy")
    workspace.do(spelling.learn, "inquoracy")
    assert workspace.ask(spelling.words) == ["inquoracy"]


@pytest.mark.parametrize("text", ["", "two words", "EXEC-2026-014", "a@b.uk", "/a", "x" * 61])
def test_only_a_word_can_be_learned(workspace, text):
    with pytest.raises(UserError):
        workspace.do(spelling.learn, text)


def test_names_of_people_agencies_and_groups_are_known(workspace, executive):
    known = workspace.ask(spelling.known_names)
    assert {"marchetti", "deshmukh", "northshire", "riverside", "executive"} <= known
    workspace.do(people.add, "Tamsin Okonjo")
    workspace.do(groups.add_agency, "Wrenfield Academy")
    assert {"okonjo", "wrenfield"} <= workspace.ask(spelling.known_names)
