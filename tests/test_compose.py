"""docker-compose.yml and the images: what they promise to an operator, as far as it can be seen without Docker.

Where the program `docker compose` is there, it reads the files itself.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from core import health
from core.settings import Settings

OURS = ("bot", "worker")
SERVICES = (*OURS, "redis", "postgres")
SETTINGS = {name.upper() for name in Settings.model_fields}

Compose = dict[str, Any]


@pytest.fixture(scope="module")
def compose(root: Path) -> Compose:
    return read(root / "docker-compose.yml")


@pytest.fixture(scope="module")
def gpu(root: Path) -> Compose:
    return read(root / "docker-compose.gpu.yml")


def read(path: Path) -> Compose:
    found: Compose = yaml.safe_load(path.read_text("utf-8"))
    return found


def dockerfile(root: Path, service: str) -> str:
    """Its instructions, one a line, without comments."""
    text = (root / service / "Dockerfile").read_text("utf-8")
    return re.sub(r"\\\n\s*", " ", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))


def instructions(root: Path, service: str, name: str) -> list[str]:
    return re.findall(rf"^{name} +(.+)$", dockerfile(root, service), re.MULTILINE)


def last_stage(root: Path, service: str) -> str:
    return dockerfile(root, service).rpartition("\nFROM ")[2]


def set_in_image(root: Path, service: str) -> dict[str, str]:
    said = " ".join(re.findall(r"^ENV +(.+)$", last_stage(root, service), re.MULTILINE))
    return dict(re.findall(r"(\w+)=(\S+)", said))


def docker_compose() -> list[str] | None:
    """Find the program, as a plugin of docker or on its own."""
    for command in (["docker", "compose"], ["docker-compose"]):
        if (
            shutil.which(command[0])
            and not subprocess.run([*command, "version"], capture_output=True, check=False).returncode
        ):
            return command
    return None


def test_there_is_what_the_bot_needs(compose: Compose) -> None:
    assert set(compose["services"]) == set(SERVICES)


def test_up_alone_starts_redis_the_bot_and_a_worker(compose: Compose) -> None:
    started = {name for name, service in compose["services"].items() if "profiles" not in service}
    assert started == {"redis", "bot", "worker"}


def test_up_alone_needs_no_gpu(compose: Compose, root: Path) -> None:
    assert "deploy" not in compose["services"]["worker"]
    assert "TORCH_INDEX=https://download.pytorch.org/whl/cpu" in instructions(root, "worker", "ARG")


def test_with_the_file_for_gpus_the_worker_has_one(gpu: Compose) -> None:
    worker = gpu["services"]["worker"]
    (device,) = worker["deploy"]["resources"]["reservations"]["devices"]
    assert device == {"driver": "nvidia", "count": 1, "capabilities": ["gpu"]}
    assert worker["build"]["args"]["TORCH_INDEX"] == ""
    assert worker["image"] != "jamgram-worker"


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_bounded_and_comes_back(compose: Compose, name: str) -> None:
    service = compose["services"][name]
    assert service["restart"] == "unless-stopped"
    assert service["read_only"] is True
    assert "/tmp" in service["tmpfs"]  # noqa: S108 - the container's
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["init"] is True
    assert service["logging"]["options"].keys() == {"max-size", "max-file"}


@pytest.mark.parametrize("name", OURS)
def test_ours_take_no_more_memory_than_is_theirs(compose: Compose, name: str) -> None:
    assert re.fullmatch(rf"\$\{{{name.upper()}_MEMORY:-\d+g\}}", compose["services"][name]["mem_limit"])


def test_whoever_is_asked_to_stop_gets_the_time_for_it(compose: Compose) -> None:
    graces = {name: int(compose["services"][name]["stop_grace_period"].removesuffix("s")) for name in SERVICES}
    assert min(graces.values()) >= 15
    assert graces["worker"] > Settings().riff_grace_s + 2


def test_nobody_is_root(compose: Compose, root: Path) -> None:
    assert {name: compose["services"][name].get("user") for name in ("redis", "postgres")} == {
        "redis": "redis",
        "postgres": "postgres",
    }
    for service in OURS:
        assert instructions(root, service, "USER") == ["10001:10001"]


def test_ports_are_open_to_this_machine_alone(compose: Compose) -> None:
    ports = {name: service.get("ports", []) for name, service in compose["services"].items()}
    assert all(port.startswith("127.0.0.1:") for opened in ports.values() for port in opened)
    assert [name for name in SERVICES if ports[name]] == list(OURS)


@pytest.mark.parametrize("name", ["redis", "postgres"])
def test_images_of_others_have_a_version(compose: Compose, name: str) -> None:
    assert re.fullmatch(rf"{name}:\d+(\.\d+)*-alpine", compose["services"][name]["image"])
    assert compose["services"][name]["healthcheck"]["test"][0] == "CMD"


def test_redis_forgets_nothing_of_its_own_accord(compose: Compose) -> None:
    command = compose["services"]["redis"]["command"]
    assert command == "redis-server --appendonly yes --appendfsync everysec --maxmemory-policy noeviction"
    assert compose["services"]["redis"]["volumes"] == ["redis:/data"]


@pytest.mark.parametrize("name", OURS)
def test_ours_wait_for_redis(compose: Compose, name: str) -> None:
    assert compose["services"][name]["depends_on"] == {"redis": {"condition": "service_healthy"}}


def test_bot_and_workers_share_the_artefacts_and_nothing_else(compose: Compose) -> None:
    bot, worker = (set(compose["services"][name]["volumes"]) for name in OURS)
    assert bot & worker == {"artefacts:/data/artefacts"}


def test_every_volume_that_is_used_is_declared(compose: Compose) -> None:
    used = {volume.partition(":")[0] for service in compose["services"].values() for volume in service["volumes"]}
    assert used == compose["volumes"].keys()


@pytest.mark.parametrize("name", OURS)
def test_every_setting_in_it_exists(compose: Compose, name: str) -> None:
    others = {"HF_TOKEN", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"}
    assert set(compose["services"][name]["environment"]) - SETTINGS <= others


def test_every_setting_can_be_chosen(compose: Compose) -> None:
    chosen = {name for service in OURS for name in compose["services"][service]["environment"]}
    assert chosen >= SETTINGS


@pytest.mark.parametrize("name", OURS)
def test_what_is_not_chosen_is_empty_or_fits_the_containers(
    compose: Compose, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for setting, value in compose["services"][name]["environment"].items():
        default = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", str(value))
        monkeypatch.setenv(setting, default)
    theirs, ours = Settings().model_dump(), Settings.model_construct().model_dump()
    changed = {setting for setting in ours if theirs[setting] != ours[setting]}
    assert changed == {"redis_url", "artefact_url", "listen_host"} | ({"database_url"} if name == "bot" else set())


def test_the_worker_knows_neither_the_token_nor_the_database(compose: Compose) -> None:
    assert not {"DISCORD_TOKEN", "DATABASE_URL"} & set(compose["services"]["worker"]["environment"])


@pytest.mark.parametrize("name", OURS)
def test_images_are_built_from_the_pins(root: Path, name: str) -> None:
    (build,) = [line for line in instructions(root, name, "RUN") if "pip install" in line]
    assert build.count("--constraint constraints.txt") == build.count("pip install") == 2
    assert f"'.[{name}]'" in build


@pytest.mark.parametrize("name", OURS)
def test_images_hold_the_python_that_is_tested(root: Path, name: str) -> None:
    assert {line.split()[0] for line in instructions(root, name, "FROM")} == {"python:3.11-slim"}


@pytest.mark.parametrize(("name", "folders"), [("bot", ["core", "bot"]), ("worker", ["models", "core", "worker"])])
def test_images_hold_their_own_code_alone(root: Path, name: str, folders: list[str]) -> None:
    copied = [line.split() for line in instructions(root, name, "COPY") if not line.startswith(("--from", "pyproject"))]
    assert copied == [[folder, folder] for folder in folders]


@pytest.mark.parametrize("name", OURS)
def test_what_images_copy_is_let_through_to_the_builder(root: Path, name: str) -> None:
    let_in = {line[1:] for line in (root / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    copied = {
        source for line in instructions(root, name, "COPY") if "--from" not in line for source in line.split()[:-1]
    }
    assert copied <= let_in
    assert all((root / source).exists() for source in copied)


@pytest.mark.parametrize("name", OURS)
def test_images_start_the_program_and_ask_it_how_it_is(root: Path, name: str) -> None:
    port = set_in_image(root, name)[f"{name.upper()}_PORT"]
    assert instructions(root, name, "CMD") == [f'["python", "-m", "{name}"]']
    assert instructions(root, name, "EXPOSE") == [port]
    (check,) = instructions(root, name, "HEALTHCHECK")
    assert "/healthz" in check
    assert f'os.environ[\\"{name.upper()}_PORT\\"]' in check


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize(("wrong", "status"), [(None, 0), ("silent", 1)])
def test_the_images_check_tells_well_from_unwell(
    root: Path, name: str, free_port: int, wrong: str | None, status: int
) -> None:
    (check,) = instructions(root, name, "HEALTHCHECK")
    command = json.loads(check.partition("CMD ")[2])
    assert command[0] == "python"
    with health.serve(free_port, {"loop": lambda: wrong}):
        environment = os.environ | {f"{name.upper()}_PORT": str(free_port)}
        run = subprocess.run([sys.executable, *command[1:]], env=environment, capture_output=True, check=False)
    assert run.returncode == status


@pytest.mark.parametrize("name", OURS)
def test_the_ports_of_images_and_compose_are_one(compose: Compose, root: Path, name: str) -> None:
    port = set_in_image(root, name)[f"{name.upper()}_PORT"]
    assert str(compose["services"][name]["environment"][f"{name.upper()}_PORT"]) == port
    assert compose["services"][name]["ports"][0].endswith(f":{port}")


@pytest.mark.parametrize("name", OURS)
def test_the_folders_that_volumes_are_put_on_belong_to_the_user(compose: Compose, root: Path, name: str) -> None:
    (made,) = re.findall(r"install --directory --owner jamgram --group jamgram (.+)", last_stage(root, name))
    mounted = {volume.partition(":")[2] for volume in compose["services"][name]["volumes"]}
    assert mounted <= set(made.split())


@pytest.mark.parametrize("files", [["docker-compose.yml"], ["docker-compose.yml", "docker-compose.gpu.yml"]])
def test_docker_compose_can_read_it(root: Path, files: list[str]) -> None:
    command = docker_compose()
    if command is None:
        pytest.skip("docker compose is not installed")
    options = [option for file in files for option in ("--file", str(root / file))]
    run = subprocess.run([*command, *options, "config", "--quiet"], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
