"""What the doctor says of our side."""

from pathlib import Path

from redis import Redis

from bot.doctor.finding import Finding
from bot.doctor.stores import artefacts, database, look_at_queue, of_redis, of_workers
from core.roster import Present, Roster
from core.settings import Settings

SAFE = {"redis_version": "7.4.1", "aof_enabled": 1, "maxmemory": 0, "maxmemory_policy": "allkeys-lru"}


def wrongs(findings: list[Finding]) -> list[str]:
    return [str(finding) for finding in findings if not finding.well]


def worker(name: str, *, model: str = "mini", version: str = "0.1.0") -> Present:
    return Present(name=name, model=model, device="cpu", version=version)


async def test_a_database_that_is_not_there_yet_is_made(settings: Settings, tmp_path: Path) -> None:
    assert wrongs(await database(settings)) == []
    assert (tmp_path / "jamgram.db").exists()


async def test_a_database_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    elsewhere = Settings.model_validate({"database_url": f"sqlite:///{tmp_path}/file/jamgram.db"})
    (finding,) = await database(elsewhere)
    assert not finding.well
    assert "DATABASE_URL" in finding.says


async def test_a_postgresql_that_is_not_there_is_told_without_its_password(nobody: str) -> None:
    (finding,) = await database(Settings.model_validate({"database_url": f"postgresql://jam:hunter2@{nobody}/jam"}))
    assert not finding.well
    assert "hunter2" not in finding.says


async def test_a_store_that_works_is_well_and_left_empty(settings: Settings, tmp_path: Path) -> None:
    assert wrongs(await artefacts(settings)) == []
    assert [path for path in (tmp_path / "artefacts").rglob("*") if path.is_file()] == []


async def test_a_store_that_does_not_work_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (finding,) = await artefacts(Settings(artefact_url=f"file://{tmp_path}/file/artefacts"))
    assert not finding.well
    assert "ARTEFACT_URL" in finding.says


def test_a_redis_that_is_not_there_is_told_without_its_password(nobody: str) -> None:
    (finding,) = look_at_queue(f"redis://:hunter2@{nobody}/0", model="mini", now_s=0)
    assert (finding.about, finding.well) == ("redis", False)
    assert "hunter2" not in finding.says


def test_a_redis_that_keeps_everything_and_a_worker_give_nothing_to_do(keeping: str) -> None:
    with Redis.from_url(keeping) as redis:
        Roster(redis).note(worker("cellar-1"), now_s=0)
    findings = look_at_queue(keeping, model="mini", now_s=1)
    assert wrongs(findings) == []
    assert findings[-1].says == "1 alive with the model mini: cellar-1 on cpu"


def test_a_redis_that_forgets_and_nobody_at_work_are_told(forgetting: str) -> None:
    told = wrongs(look_at_queue(forgetting, model="mini", now_s=0))
    assert told == [
        "✗ redis: keeps no append-only file: a restart forgets all turns. "
        "Start it with --appendonly yes --appendfsync everysec.",
        "✗ workers: none is alive. Start one: python -m worker, or docker compose up -d worker.",
    ]


def test_a_policy_matters_only_where_memory_is_bounded() -> None:
    assert wrongs(of_redis(SAFE)) == []
    assert wrongs(of_redis(SAFE | {"maxmemory": 100})) == [
        "✗ redis: throws keys away when full (allkeys-lru). Set maxmemory-policy noeviction."
    ]
    assert wrongs(of_redis(SAFE | {"maxmemory": 100, "maxmemory_policy": "noeviction"})) == []


def test_workers_with_different_models_are_told() -> None:
    finding = of_workers([worker("a"), worker("b", model="big")], model="mini")
    assert not finding.well
    assert "are not alike: big, mini. " in finding.says


def test_workers_of_different_versions_are_told() -> None:
    finding = of_workers([worker("a"), worker("b", version="0.2.0")], model="mini")
    assert not finding.well
    assert "are not alike: 0.1.0, 0.2.0. " in finding.says


def test_workers_with_another_model_than_the_bots_are_told() -> None:
    finding = of_workers([worker("a")], model="riffusion/riffusion-model-v1")
    assert not finding.well
    assert "paint with mini, but the bot's RIFF_MODEL is riffusion/riffusion-model-v1. " in finding.says


def test_a_folder_is_told_by_its_last_name() -> None:
    assert of_workers([worker("a", model="house")], model="/srv/models/house").well
