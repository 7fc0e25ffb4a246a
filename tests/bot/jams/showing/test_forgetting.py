"""A jam without somebody who is forgotten."""

from bot.jams.showing.credits import credits_of, section_lines
from bot.jams.showing.forgetting import forgotten
from bot.jams.showing.statistics import lines
from tests.bot.jams.machine.game import BEN, HOST, Game
from tests.bot.jams.showing.scenes import battle_of

ALIAS = "user-7f3k9q"


def played() -> Game:
    return battle_of(HOST, BEN).enter(HOST, BEN).paint().vote(host=BEN, ben=HOST).ring()


def test_their_name_and_words_are_nowhere_in_it() -> None:
    jam = forgotten(played().jam, HOST, ALIAS)
    assert (jam.host, jam.name, jam.theme) == (ALIAS, "[removed]", "")
    shown = [*section_lines(jam, most=100), *lines(jam), credits_of(jam, {BEN: "Ben"})]
    assert not [line for line in shown if f"<@{HOST}>" in line or f"words of {HOST}" in line]
    assert "somebody who left: \\[removed\\]" in shown[0]


def test_what_others_did_stays() -> None:
    jam = forgotten(played().jam, BEN, ALIAS)
    assert (jam.host, jam.name, jam.theme) == (HOST, "Friday", "rain")
    assert list(section_lines(jam, most=100)) == ["**1** <@1>: words of 1"]
    assert "1 vote got" in next(iter(lines(jam)))
