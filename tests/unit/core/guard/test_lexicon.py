import pytest
from tests.unit.core.guard.guards import lexicon

from xiaoer.core.guard.lexicon import parse_lexicon


def test_the_shipped_files_are_read_whole():
    assert len(lexicon().rules) > 20
    assert lexicon().pledges
    assert lexicon().never


def test_a_rule_over_an_unknown_class_is_refused():
    with pytest.raises(ValueError, match="unknown classes"):
        parse_lexicon(['[[rule]]\nname="r"\naction="refuse"\nreason="x"\nsequence=["nobody"]'])


def test_a_rule_with_an_unknown_action_is_refused():
    with pytest.raises(ValueError, match="action"):
        parse_lexicon(['[classes]\na=["b"]\n[[rule]]\nname="r"\naction="shout"\nreason="x"\nsequence=["a"]'])
