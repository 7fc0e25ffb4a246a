import stat
import tempfile
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from redis import Redis

from core.errors import UserError
from core.redis_client import redis_of
from core.settings import Settings as EverySetting
from terminal.embedded import (
    FOLDER_PATH_MAX,
    Embedded,
    embedded,
    found_from_anywhere,
    how,
    private_folder,
    socket_in,
    variables,
)
from terminal.settings import Settings
from tests.terminal.processes import family, family_of, is_called, nothing_left_of
from tests.waiting import until


@pytest.fixture
def redis(beside: Embedded) -> Redis:
    beside.wait()
    return redis_of(beside.redis_url)


def test_redis_and_the_worker_live_as_long_as_the_block() -> None:
    with embedded(Settings()) as beside:
        beside.wait()
        members = [psutil.Process(beside.process.pid), *family_of(beside.process.pid, "-server", "worker")]
    assert nothing_left_of(members, beside.folder)


def test_they_end_when_the_block_fails() -> None:
    with suppress(UserError), embedded(Settings()) as beside:
        beside.wait()
        members = family_of(beside.process.pid, "-server", "worker")
        raise UserError("no reason")
    assert nothing_left_of(members, beside.folder)


def test_nobody_else_may_enter_where_they_are(beside: Embedded) -> None:
    beside.wait()
    assert stat.S_IMODE(beside.folder.stat().st_mode) == 0o700
    assert redis_of(beside.redis_url).ping()  # it makes its socket, then closes it to others, then answers
    assert stat.S_IMODE(socket_in(beside.folder).stat().st_mode) & 0o077 == 0


def test_redis_listens_to_no_port_and_keeps_nothing(redis: Redis, beside: Embedded) -> None:
    [server] = family(beside.process.pid)
    assert server.net_connections("inet") == []
    kept = {name: redis.config_get(name)[name] for name in ("save", "appendonly")}
    assert kept == {"save": "", "appendonly": "no"}


def test_a_long_way_to_the_temporary_folder_is_left_for_a_short_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("d" * FOLDER_PATH_MAX)
    deep.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(deep))
    folder = private_folder()
    folder.rmdir()
    assert len(str(folder)) < FOLDER_PATH_MAX


def test_without_a_temporary_folder_it_is_said_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "absent"))
    with pytest.raises(UserError, match="No temporary folder can be made: No such file or directory"):
        private_folder()


def test_a_folder_with_odd_signs_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory(prefix="50% #1 ü ?") as odd:
        monkeypatch.setattr(tempfile, "tempdir", odd)
        with embedded(Settings()) as beside:
            beside.wait()
            assert redis_of(beside.redis_url).ping()


def test_the_worker_sees_no_setting_of_the_machine_but_ours() -> None:
    seen = variables(Path("/x"), Settings(riff_model="owner/name", riff_device="cpu"))
    assert {name.upper() for name in EverySetting.model_fields} <= seen.keys()
    assert seen["DISCORD_TOKEN"] is seen["DATABASE_URL"] is seen["redis_url"] is None
    assert (seen["REDIS_URL"], seen["ARTEFACT_URL"]) == ("unix:///x/redis.sock", "file:///x/artefacts")
    assert (seen["RIFF_MODEL"], seen["RIFF_DEVICE"], seen["WORKER_PORT"]) == ("owner/name", "cpu", "0")


def test_the_settings_for_the_worker_are_right(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in variables(Path("/x"), Settings()).items():
        if value is not None:
            monkeypatch.setenv(name, value)
    assert EverySetting().user_s_a_day == 10**9


def test_a_models_folder_is_found_from_elsewhere_and_other_names_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("mine", "mini"):
        Path(name).mkdir()
    assert found_from_anywhere("mine") == found_from_anywhere("./mine") == str(tmp_path / "mine")
    assert found_from_anywhere("~") == str(Path.home())
    for name in ("mini", "owner/name", "./absent", "~nobody-of-that-name/model", "\0", "x" * 5000):
        assert found_from_anywhere(name) == name


def test_a_bad_models_sentence_is_the_workers_own() -> None:
    with embedded(Settings(riff_model="./no-such-model")) as beside:
        with pytest.raises(UserError) as caught:
            beside.check(wait_s=60)
        assert str(caught.value).startswith("There is no model folder no-such-model. RIFF_MODEL names")
        with pytest.raises(UserError, match="no-such-model"):
            beside.check()


def test_a_worker_that_was_killed_is_told_of_and_its_log_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with embedded(Settings()) as beside:
        beside.wait()
        members = family_of(beside.process.pid, "-server", "worker")
        [worker] = [member for member in members if is_called(member, "worker")]
        worker.suspend()  # or it would write over what stands in its log
        (beside.folder / "worker.log").write_text("".join(f"line {number}\n" for number in range(100)))
        worker.kill()
        with pytest.raises(UserError, match="The worker ended because something killed it"):
            beside.check(wait_s=60)
    shown = capsys.readouterr().err.splitlines()
    assert shown[-1] == "line 99"
    assert len(shown) < 30


def test_a_keeper_that_was_killed_is_told_of_and_takes_all_along() -> None:
    with embedded(Settings()) as beside:
        beside.wait()
        members = family_of(beside.process.pid, "-server", "worker")
        beside.process.kill()
        with pytest.raises(UserError, match="keeps Redis and the worker was killed"):
            beside.check(wait_s=60)
    until(lambda: nothing_left_of(members, beside.folder))


def test_a_redis_that_ended_is_told_of_and_its_log_shown(capsys: pytest.CaptureFixture[str], beside: Embedded) -> None:
    beside.wait()
    [server] = family(beside.process.pid)
    server.terminate()
    with pytest.raises(UserError, match="The redis ended with status 0; nothing was written"):
        beside.check(wait_s=60)
    assert "Redis is now ready to exit" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("status", "words"),
    [(0, "with status 0"), (1, "with status 1"), (-11, "with signal 11"), (-9, "because something killed it")],
)
def test_an_end_is_said_in_words(status: int, words: str) -> None:
    assert how(status).startswith(words)
