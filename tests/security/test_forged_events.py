"""What somebody else wrote into Redis for the bot to read: it reads no file for it, and its words stay words."""

import json
import re
import time

import pytest
from redis import Redis

from core.events import Events, stream_of
from core.lanes import Lanes
from core.roster import ENTRY_MAX, Present, Roster
from tests.bot.stage import Stage
from tests.core.asking import ask, take

STREAM = stream_of("jamgram")
TRAPS = "@everyone <@&1> <@2> [free](https://evil.example) https://evil.example `x` ||y|| \u202eesrever # big"
SPRUNG = ("@everyone", "<@&", "<@2", "](", "://", "`x", "||", "\u202e", "\n# ")


def forge(redis: Redis, request: str, **fields: object) -> None:
    entry = {"request": request}
    entry |= {name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()}
    redis.xadd(STREAM, dict(entry.items()))


async def asked(stage: Stage) -> str:
    """Let Ana ask for a clip, and say under which name it is asked for."""
    await stage.riff()
    (request,) = (await stage.only_card()).requests
    return request.request.id


def shown(stage: Stage) -> str:
    return "\n".join(message.content for message in stage.messages())


def meant(content: str) -> str:
    """What is left for Discord to make something of: an escaped sign is only a sign."""
    return re.sub(r"\\.", "", content)


async def test_words_that_come_with_an_end_are_shown_as_words(stage: Stage) -> None:
    forge(stage.services.redis, await asked(stage), end="failed", failure={"sentence": TRAPS})
    await stage.deliver()
    (message,) = stage.messages()
    assert "free" in message.content
    assert not [trap for trap in SPRUNG if trap in meant(message.content)]
    assert message.mention_everyone is False


async def test_notes_that_come_with_a_clip_are_shown_as_words(stage: Stage) -> None:
    request = await asked(stage)
    made = stage.worker.made(request)
    forge(stage.services.redis, request, end="done", made={**made.model_dump(mode="json"), "notes": [TRAPS]})
    await stage.deliver()
    assert "free" in shown(stage)
    assert not [trap for trap in SPRUNG if trap in meant(shown(stage))]


@pytest.mark.parametrize("key", ["../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "http://evil.example/x"])
@pytest.mark.parametrize("what", ["made", "exported"])
async def test_a_clip_that_is_named_by_a_path_is_a_failure(stage: Stage, key: str, what: str) -> None:
    made = {"png": key, "mp3": key, "duration_s": 5.12} if what == "made" else {"file": key}
    forge(stage.services.redis, await asked(stage), end="done", made=made)
    await stage.deliver()
    (message,) = stage.messages()
    assert message.attachments == []
    assert "cannot be read" in message.content


async def test_a_clip_whose_files_nobody_stored_is_told_and_breaks_nothing(stage: Stage) -> None:
    forge(
        stage.services.redis, await asked(stage), end="done", made={"png": "a" * 64, "mp3": "b" * 64, "duration_s": 5}
    )
    await stage.deliver()
    (message,) = stage.messages()
    assert message.attachments == []


async def test_an_end_of_a_request_that_nobody_made_is_dropped(stage: Stage) -> None:
    forge(stage.services.redis, "1-0", end="failed", failure={"sentence": "Hello."})
    await stage.deliver()
    assert stage.messages() == []
    assert Events(stage.services.redis, consumer="test").depth() == 0


async def test_an_end_that_is_told_is_not_told_otherwise_later(stage: Stage) -> None:
    message = await stage.made()
    clip = await stage.clip(message)
    before = message.content
    for end, fields in (("failed", {"failure": {"sentence": "Hello."}}), ("cancelled", {})):
        forge(stage.services.redis, clip.id, end=end, **fields)
    await stage.deliver()
    assert stage.message(message.id).content == before


async def test_an_end_longer_than_any_is_a_failure_with_an_id(stage: Stage) -> None:
    request = await asked(stage)
    made = stage.worker.made(request).model_dump(mode="json")
    forge(stage.services.redis, request, end="done", made={**made, "notes": ["x" * 10**6]})
    await stage.deliver()
    assert "cannot be read" in shown(stage)


@pytest.mark.parametrize("key", ["../../../etc/passwd", "a" * 63, "http://evil.example/x.png", "a" * 64 + "\n", "\0"])
def test_a_preview_that_is_no_artefact_is_not_shown(redis: Redis, key: str) -> None:
    lanes = Lanes(redis)
    lanes.enqueue([ask("a")], now_s=0)
    batch = take(lanes)
    lanes.beat(batch.id, now_s=1, done=1, total=9, preview="b" * 64)
    assert lanes.forecast(now_s=1)["a"].preview == "b" * 64
    lanes.beat(batch.id, now_s=2, done=2, total=9, preview=key)
    foreseen = lanes.forecast(now_s=2)["a"]
    assert (foreseen.preview, foreseen.running, foreseen.done) == (None, True, 2)


TRUE: dict[str, str] = {"name": "w", "model": "mini", "device": "cpu", "version": "0.1.0"}


@pytest.mark.parametrize(
    "entry",
    [
        "",
        "garbage",
        "[" * 4000,
        {"worker": TRUE, "seen_s": "now"},
        {"worker": {**TRUE, "name": "../x"}, "seen_s": 1e12},
        {"worker": {**TRUE, "name": "w" * 65}, "seen_s": 1e12},
        {"worker": {**TRUE, "model": "a\0b"}, "seen_s": 1e12},
        {"worker": TRUE, "seen_s": 1e12},
        {"worker": {**TRUE, "model": "m" * ENTRY_MAX}, "seen_s": 1e12},
        {"worker": {**TRUE, "device": "\x1b[2J"}, "seen_s": 1e12},
        {"worker": {**TRUE, "model_hash": "../../x"}, "seen_s": 1e12},
        {"worker": {**TRUE, "run": "os.system"}, "seen_s": 1e12},
    ],
)
def test_a_worker_that_says_what_none_says_is_not_believed(redis: Redis, entry: object) -> None:
    roster = Roster(redis)
    roster.note(Present(**TRUE), now_s=time.time())
    redis.hset("{jamgram}:roster", "x", entry if isinstance(entry, str) else json.dumps(entry))
    assert [worker.name for worker in roster.present(now_s=time.time())] == ["w"]
    assert redis.hkeys("{jamgram}:roster") == [b"w"]
