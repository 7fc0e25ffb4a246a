"""Hostile words go through a whole jam: its name, its theme, what is entered, and what moderators say."""

from tests.bot.cases.docket import Docket
from tests.bot.jams.conducting.concert import Concert
from tests.bot.stage import Stage
from tests.security.test_escaping import HOSTILE, heed

NAME = HOSTILE[:60]
OTHER = f"{HOSTILE} 2"


async def begun(stage: Stage, **options: object) -> Concert:
    """A jam of ana's, begun by the command, that ben plays in."""
    await stage.ana.slash(stage.channel, "jam start", name=NAME, theme=HOSTILE, mode="battle", rounds=1, **options)
    (jam,) = await stage.services.records.open_jams()
    playing = Concert(stage, jam.id)
    await playing.look()
    await playing.begin(stage.ben)
    await playing.look()
    return playing


async def test_words_of_those_who_play(stage: Stage) -> None:
    playing = await begun(stage)
    for who, words in ((stage.ana, HOSTILE), (stage.ben, OTHER)):
        await who.slash(stage.channel, "jam contribute", prompt=words, jam=playing.id)
    await playing.painted()
    for who, command in ((stage.ben, "vote"), (stage.ben, "status"), (stage.ana, "settings")):
        await who.slash(stage.channel, f"jam {command}", jam=playing.id)
    await playing.until("finale")
    await playing.painted()
    await playing.painted()
    await playing.until("archived")
    await playing.later(15)
    await stage.ben.slash(stage.channel, "jam export", jam=playing.id)
    assert heed(stage) >= 10


async def test_words_of_moderators_about_jams(stage: Stage) -> None:
    docket = Docket(stage)
    await docket.with_room()
    playing = await begun(stage, pre_moderated=True)
    await stage.ben.slash(stage.channel, "jam contribute", prompt=HOSTILE, jam=playing.id)
    case = await docket.only_case("entry")
    await docket.shown(case)
    await docket.decide("Approve", case, reason=HOSTILE)
    for command in ("pause", "resume", "freeze", "thaw", "mute", "unmute", "remove-entry", "end"):
        whom = {"user": stage.ben} if command in {"mute", "unmute", "remove-entry"} else {}
        why = {} if command == "thaw" else {"reason": HOSTILE}
        await stage.mod.slash(stage.channel, f"riff-mod jam {command}", jam=playing.id, **whom, **why)
    await playing.later(15)
    await stage.mod.slash(stage.channel, "riff-mod audit")
    assert heed(stage) >= 10
