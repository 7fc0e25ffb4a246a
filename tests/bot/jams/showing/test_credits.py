"""Who is credited with what."""

from bot.jams.machine.acts import Enter, Join, Start
from bot.jams.showing.credits import credits_of, people_of, section_lines
from bot.judging.shown import showing_through
from bot.records.jam import Jam
from tests.bot.jams.machine.game import BEN, CAM, HOST, RULES, Game, planned
from tests.bot.jams.showing.scenes import battle_of

NAMES = {HOST: "Ana", BEN: "Ben\n@everyone"}


def played() -> Jam:
    return battle_of(HOST, BEN, CAM).enter(HOST, BEN, CAM).paint(CAM).vote(ben=HOST, cam=HOST).ring().jam


def test_a_section_is_credited_with_its_words() -> None:
    assert list(section_lines(played(), most=100)) == ["**1** <@1>: words of 1"]


def test_in_layers_it_is_said_who_played_which_part() -> None:
    game = Game(planned(RULES["layers"])).do(Join(BEN), Start(HOST)).enter(HOST, BEN).paint().vote(ben=HOST).ring()
    assert list(section_lines(game.jam, most=100)) == ["**1 · 🥁 Drums** <@1>: words of 1"]
    assert "1. drums, Ana: words of 1 (1 vote)" in credits_of(game.jam, NAMES).split("\n")


def test_the_file_has_everybodys_words_and_votes() -> None:
    assert credits_of(played(), NAMES).split("\n") == [
        "Friday",
        "A jam (battle) of 1970-01-01 · J7F3K9Q",
        "Theme: rain",
        "",
        "1. Ana: words of 1 (2 votes)",
        "",
        "Also entered",
        "Round 1, Ben @everyone: words of 2",
        "Round 1, somebody: words of 3",
        "",
    ]


def test_the_host_and_all_who_entered_something_are_credited() -> None:
    assert people_of(played()) == [HOST, BEN, CAM]


def test_markup_in_somebodys_words_is_not_obeyed() -> None:
    game = battle_of(HOST, BEN).do(Enter(HOST, "**loud** <@99>"), Enter(BEN, "x")).paint().vote(ben=HOST).ring()
    (line,) = section_lines(game.jam, most=100)
    assert "\\*\\*loud\\*\\*" in line
    assert "<@99>" not in line


def test_what_rules_refuse_now_is_veiled_unless_moderators_let_it_pass() -> None:
    jam = played()
    entry = jam.sections[0].id
    with showing_through(lambda _: "▇"):
        assert list(section_lines(jam, most=100)) == ["**1** <@1>: ▇"]
        assert list(section_lines(jam, cleared={entry}, most=100)) == ["**1** <@1>: words of 1"]
        assert "words of 2" not in credits_of(jam, NAMES)
        assert "Ben" not in credits_of(jam, NAMES)
