import asyncio
import json
import logging
import re
import warnings
from datetime import UTC, datetime

import pytest

from core.log import MARK, Layout, hiding, request_id, set_up

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GAbCdE.abcdefghijklmnopqrstuvwxyz0123456789AB"  # noqa: S105 - nobody's
INTERACTION = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5OmFiY2RlZg"

log = logging.getLogger("bot.intake")


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


def record(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    line: dict[str, object] = json.loads(said(capsys))
    return line


def test_a_line_of_text_has_its_time_in_utc_its_level_its_place_and_its_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up("INFO", "text")
    log.info("placed %d requests", 4)
    line = said(capsys)
    assert re.fullmatch(r"\S+Z INFO    bot\.intake placed 4 requests\n", line)
    told = datetime.strptime(line.split()[0], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    assert abs((datetime.now(UTC) - told).total_seconds()) < 60


def test_a_line_of_json_has_the_same_and_whatever_was_added(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", "json")
    log.info("placed", extra={"took_s": 3})
    line = record(capsys)
    told = datetime.fromisoformat(str(line.pop("timestamp")))
    assert told.utcoffset() == datetime.now(UTC).utcoffset()
    assert line == {"level": "INFO", "logger": "bot.intake", "message": "placed", "request": None, "took_s": 3}


def test_lines_name_the_request_that_is_worked_on(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", "text")
    with request_id("123-0"):
        log.info("taken")
    log.info("idle")
    taken, idle = said(capsys).splitlines()
    assert taken.endswith("bot.intake [123-0] taken")
    assert idle.endswith("bot.intake idle")


def test_a_line_may_name_its_request_itself(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", "json")
    with request_id("123"):
        log.info("taken", extra={"request": "123-0"})
    assert record(capsys)["request"] == "123-0"


async def test_the_request_goes_along_into_tasks_and_threads_and_not_into_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up("INFO", "text")

    async def work(name: str) -> None:
        with request_id(name):
            await asyncio.sleep(0)
            await asyncio.to_thread(log.info, "by %s", name)

    await asyncio.gather(work("1"), work("2"))
    assert sorted(re.findall(r"\[\d\] by \d", said(capsys))) == ["[1] by 1", "[2] by 2"]


@pytest.mark.parametrize("layout", ["text", "json"])
@pytest.mark.parametrize("secret", ["hunter2hunter2", 'pa"ss\\wörd', "p@ss/w:rd", "it's"])
def test_a_secret_is_hidden_in_every_spelling(capsys: pytest.CaptureFixture[str], layout: Layout, secret: str) -> None:
    set_up("INFO", layout, secrets=[secret])
    log.info("%s and %r and %s", secret, secret, json.dumps({"password": secret}))
    line = said(capsys)
    assert line.count(MARK) == 3
    assert secret not in line


def test_a_secret_is_hidden_in_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", "json", secrets=["hunter2"])
    try:
        int("hunter2")
    except ValueError:
        log.exception("failed")
    line = said(capsys)
    assert "invalid literal for int" in line
    assert "hunter2" not in line


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (f"POST /webhooks/123/{INTERACTION}?wait=true", f"POST /webhooks/123/{MARK}?wait=true"),
        ("PATCH https://discord.com/api/v10/webhooks/1/abc-_d/messages/2", f"/webhooks/1/{MARK}/messages/2"),
        ("/interactions/55/secret/callback", f"/interactions/55/{MARK}/callback"),
        (f"token {INTERACTION} is unknown", f"token {MARK} is unknown"),
        (f"Authorization: Bot {TOKEN}", f"Authorization: Bot {MARK}"),
        ("redis://:hunter2@example.org:6379/0", f"redis://:{MARK}@example.org:6379/0"),
        ("postgresql+asyncpg://jam:s3cret@db/jam", f"postgresql+asyncpg://jam:{MARK}@db/jam"),
    ],
)
def test_what_looks_like_a_secret_is_hidden_unasked(line: str, shown: str) -> None:
    assert hiding([])(line).endswith(shown)


@pytest.mark.parametrize(
    "line",
    [
        "card 1234567890123456789 placed in channel 987654321098765432",
        "GET https://discord.com/api/v10/channels/1/messages/2 → 404",
        "redis://example.org:6379/0 at 12:30, ask@example.org",
        "artefact 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ],
)
def test_what_is_no_secret_stays(line: str) -> None:
    assert hiding([])(line) == line


def test_an_empty_or_tiny_secret_hides_nothing() -> None:
    assert hiding(["", "a"])("a line") == "a line"


@pytest.mark.parametrize("name", ["discord.http", "discord.gateway", "rq.worker", "sqlalchemy.engine"])
def test_libraries_that_tell_prompts_and_tokens_at_their_lower_levels_are_kept_above_them(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    set_up("DEBUG", "text")
    logging.getLogger(name).debug("a whole payload")
    log.debug("ours")
    assert re.findall("payload|ours", said(capsys)) == ["ours"]


def test_a_higher_level_holds_for_libraries_too(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("ERROR", "text")
    logging.getLogger("discord.client").warning("hm")
    assert said(capsys) == ""


def test_warnings_are_logged(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", "text")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn("old", DeprecationWarning, stacklevel=1)
    assert "DeprecationWarning: old" in said(capsys)


def test_to_set_up_twice_says_everything_once(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        set_up("INFO", "text")
    log.info("once")
    assert said(capsys).count("once") == 1
