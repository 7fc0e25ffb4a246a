"""What an operator reads after `python -m bot --check`."""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from redis import Redis

from bot.doctor import report
from bot.doctor.finding import Finding, well, wrong
from bot.doctor.report import LOOKS, examine
from core.roster import Present, Roster
from core.settings import Settings
from tests.bot.doctor.portal import TOKEN


def test_a_finding_is_one_line_with_a_mark() -> None:
    assert str(well("redis", "version\n7")) == "✓ redis: version 7"
    assert str(wrong("redis", "is away")) == "✗ redis: is away"


@pytest.mark.usefixtures("portal")
async def test_when_everything_is_there_the_status_is_0(
    settings: Settings, keeping: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with Redis.from_url(keeping) as redis:
        Roster(redis).note(Present(name="a", model="mini", device="cpu", version="0.1.0"), now_s=time.time())
    assert await report(Settings.model_validate(settings.model_dump() | {"redis_url": keeping})) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 13
    assert all(line.startswith("✓ ") for line in lines)


async def test_when_everything_is_down_each_thing_is_told_and_the_status_is_1(
    settings: Settings, nobody: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("discord.http.Route.BASE", f"http://{nobody}")
    down = Settings.model_validate(
        settings.model_dump() | {"database_url": f"postgresql://jam:hunter2@{nobody}/jam", "artefact_url": "odd://x"}
    )
    assert await report(down) == 1
    said = capsys.readouterr()
    assert [line.partition(":")[0] for line in said.out.splitlines()] == [
        "✗ discord",
        "✗ database",
        "✗ artefacts",
        "✗ redis",
        "✓ rules",
    ]
    assert not any(secret in said.out + said.err for secret in ("hunter2", TOKEN))
    assert "Traceback" not in said.err


async def test_what_hangs_is_told_and_keeps_nothing_else_from_being_seen(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(_: Settings) -> list[Finding]:
        await asyncio.sleep(60)
        return []

    monkeypatch.setitem(LOOKS, "discord", hang)
    findings = await examine(settings, patience_s=2)
    assert findings[0] == wrong("discord", "no answer in 2 s")
    assert {finding.about for finding in findings[1:]} == {"database", "artefacts", "redis", "rules"}


def test_the_command_tells_what_lacks_and_ends_with_1(root: Path, nobody: str, tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(root), "REDIS_URL": f"redis://:hunter2@{nobody}/0"}
    command = [sys.executable, "-m", "bot", "--check"]
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (1, "")
    assert [line.split(":")[0] for line in run.stdout.splitlines()] == [
        "✗ token",
        "✓ database",
        "✓ artefacts",
        "✗ redis",
        "✓ rules",
    ]
    assert "hunter2" not in run.stdout
