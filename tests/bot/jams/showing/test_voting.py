"""The entries of a round, to be heard and voted for."""

from bot.jams.machine.acts import JAMGRAM, Enter, Join, RemoveEntry, Start
from bot.jams.showing import voting as showing
from bot.jams.showing.voting import names_of
from tests.bot.jams.conducting.concert import concert
from tests.bot.jams.machine.game import Game
from tests.bot.jams.showing.scenes import WORDS, faults, names, shown, voting
from tests.bot.stage import Stage, custom_ids
from tests.discord.description import Description


async def test_everything_can_be_heard_and_nobody_is_named(stage: Stage, description: Description) -> None:
    playing = await voting(stage)
    message = await shown(playing, "vote-1")
    assert message.content.split("\n")[:4] == [
        "🗳️ **Round 1** · A–C: which one shall stay?",
        f"**A** {WORDS[0]}",
        f"**B** {WORDS[1]}",
        f"**C** {WORDS[2]}",
    ]
    assert names(message) == ["1.png", "1-A.mp3", "1-B.mp3", "1-C.mp3"]
    assert "<@" not in message.content
    assert list(custom_ids(message)) == ["Vote"]
    assert faults(stage, description) == []


async def test_how_long_there_is_to_vote_is_said(stage: Stage) -> None:
    message = await shown(await voting(stage, vote_s=90), "vote-1")
    assert "-# You have 90 s. Nobody sees" in message.content


async def test_what_moderators_take_out_is_heard_no_more(stage: Stage) -> None:
    playing = await voting(stage)
    entry = (await playing.jam()).entries[1]
    await playing.do(RemoveEntry(JAMGRAM, entry.id, as_moderator=True))
    await playing.look(2)
    message = await shown(playing, "vote-1")
    assert "**B** was taken out." in message.content
    assert WORDS[1] not in message.content
    assert names(message) == ["1.png", "1-A.mp3", "1-C.mp3"]


async def test_what_is_taken_out_later_goes_too_and_voting_is_over(stage: Stage) -> None:
    playing = await voting(stage)
    await playing.until("reveal")
    await playing.do(RemoveEntry(JAMGRAM, (await playing.jam()).entries[1].id, as_moderator=True))
    await playing.look(2)
    message = await shown(playing, "vote-1")
    assert "**B** was taken out." in message.content
    assert message.components == []


async def test_sixteen_entries_are_in_two_messages(stage: Stage, description: Description) -> None:
    playing = await concert(stage)
    others = [str(10**17 + number) for number in range(15)]
    for one in others:
        await playing.do(Join(one))
    await playing.do(Start(playing.stage_host))
    for one in [playing.stage_host, *others]:
        await playing.do(Enter(one, "a very long description of a groove " * 8))
    await playing.painted()
    await playing.look()
    first, second = await shown(playing, "vote-1"), await shown(playing, "vote-1-2")
    assert (len(first.attachments), len(second.attachments)) == (9, 9)
    assert "**H** a very long" in first.content
    assert "**P** a very long" in second.content
    assert faults(stage, description) == []


def test_ten_entries_are_spread_evenly() -> None:
    game = Game().do(*(Join(str(number)) for number in range(2, 11)), Start("1"))
    jam = game.enter(*(str(number) for number in range(1, 11))).paint().jam
    assert [len(page) for page in showing._pages("ABCDEFGHIJ")] == [5, 5]
    assert names_of(jam, 1) == ["vote-1", "vote-1-2"]
