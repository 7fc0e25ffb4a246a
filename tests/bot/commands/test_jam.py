"""The commands of jams, as Discord gets them."""

import inspect
from typing import Any

from discord import app_commands

from bot.commands.jam import invite_to_jam, jam
from bot.commands.jam_hosts import COMMANDS
from bot.jams.commands.options import HOW, WHICH
from bot.jams.commands.planning import Feel, Wanted

BEGINNING = {"start", "schedule"}


def leaves() -> dict[str, app_commands.Command[Any, ..., Any]]:
    return {one.name: one for one in jam.commands if isinstance(one, app_commands.Command)}


def test_all_of_them_are_in_one_group() -> None:
    assert list(COMMANDS) == [jam]
    assert set(leaves()) == {
        "start", "schedule", "join", "listen", "leave", "contribute", "status", "vote", "next", "pause", "resume",
        "skip", "kick", "handover", "extend", "end", "settings", "revive", "export", "invite",
    }  # fmt: skip
    assert len(leaves()) <= 25


def test_every_other_one_names_its_jam_from_a_list() -> None:
    for name, command in leaves().items():
        option = command.get_parameter("jam")
        assert (option is None) == (name in BEGINNING), name
        assert option is None or (option.autocomplete and not option.required and str(option.description) == WHICH)


def test_they_are_for_servers_alone() -> None:
    for one in (jam, invite_to_jam):
        assert one.allowed_installs is not None
        assert (one.allowed_installs.guild, one.allowed_installs.user) == (True, False)
        assert one.default_permissions is None


def test_both_ways_to_begin_take_the_same() -> None:
    start, schedule = (set(inspect.signature(leaves()[name].callback).parameters) for name in ("start", "schedule"))
    assert schedule - start == {"when", "weekly"}
    assert start - schedule == set()
    assert start - {"interaction", "name"} == set(HOW)


def test_what_is_left_out_is_what_a_jam_is_by_itself() -> None:
    options = {one.name: one.default for one in leaves()["start"].parameters}
    assert Feel(*(options[name] for name in ("turn", "vote", "bpm", "tonic", "scale", "players"))) == Feel()
    assert (options["mode"], options["length"], options["rounds"]) == (Wanted().mode, Wanted().length_s, None)
