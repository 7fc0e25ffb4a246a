"""What the pages for operators and users say is what the program does."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from discord import app_commands
from prometheus_client import CollectorRegistry
from prometheus_client.core import Metric
from redis import Redis

import bot.delivery.metrics
import bot.jams.conducting.metrics
import bot.metrics
import core.metrics
import worker.metrics
from bot.commands.help import TOPICS
from bot.delivery.faults import CODES
from bot.doctor.application import PERMISSIONS
from bot.reference import leaves, redrawn
from bot.tree import found
from core import codes
from core.lanes import Lanes
from core.settings import Settings
from tests.core.asking import ask
from tests.core.serving import serving

DISCORDS_OWN = "The application did not respond"


@pytest.fixture(scope="module")
def operations(root: Path) -> str:
    return (root / "docs" / "operations.md").read_text("utf-8")


@pytest.fixture(scope="module")
def commands(root: Path) -> str:
    return (root / "docs" / "commands.md").read_text("utf-8")


@pytest.fixture(scope="module")
def alarms(root: Path) -> list[dict[str, Any]]:
    (group,) = yaml.safe_load((root / "docs" / "alarms.yml").read_text("utf-8"))["groups"]
    rules: list[dict[str, Any]] = group["rules"]
    return rules


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    with tempfile.TemporaryDirectory(prefix="jamgram-") as folder, serving(Path(folder), "--save", "") as at:
        yield Redis(unix_socket_path=str(at))


@pytest.fixture(scope="module")
def metrics(redis: Redis) -> dict[str, tuple[str, ...]]:
    """Metric, as Prometheus names it → its labels."""
    lanes = Lanes(redis)
    lanes.take("worker", most=1, now_s=0)
    lanes.enqueue([ask()], now_s=0)
    registry = CollectorRegistry()
    registry.register(core.metrics.Queue(lanes, clock=lambda: 1.0))
    queue = {metric.name: labels_of(metric) for metric in registry.collect()}
    return queue | dict(
        declared(bot.delivery.metrics, bot.jams.conducting.metrics, bot.metrics, core.metrics, worker.metrics)
    )


def labels_of(metric: Metric) -> tuple[str, ...]:
    return tuple(metric.samples[0].labels)


def declared(*modules: object) -> Iterator[tuple[str, tuple[str, ...]]]:
    for module in modules:
        for value in vars(module).values():
            if hasattr(value, "_labelnames"):
                ((metric),) = value.collect()
                yield metric.name + ("_total" if metric.type == "counter" else ""), tuple(value._labelnames)


def test_every_setting_is_in_the_table(operations: str) -> None:
    table = operations.partition("## Settings")[2].partition("\n## ")[0]
    assert set(re.findall(r"`([A-Z][A-Z_]+)`", table)) >= {name.upper() for name in Settings.model_fields}


def test_every_metric_is_in_the_table_with_its_labels(operations: str, metrics: dict[str, tuple[str, ...]]) -> None:
    said = dict(
        re.findall(r"`(jamgram_\w+?)(?:\{(\w+)\})?`", operations.partition("| metric |")[2].partition("\n\n")[0])
    )
    assert said == {name: ",".join(labels) for name, labels in metrics.items()}


def test_alarms_go_by_metrics_that_there_are(alarms: list[dict[str, Any]], metrics: dict[str, tuple[str, ...]]) -> None:
    asked = {name for rule in alarms for name in re.findall(r"jamgram_\w+", rule["expr"])}
    assert {name.removesuffix("_bucket") for name in asked} <= metrics.keys()


def test_alarms_ask_for_labels_that_there_are(
    alarms: list[dict[str, Any]], metrics: dict[str, tuple[str, ...]]
) -> None:
    said = [pair for rule in alarms for pair in re.findall(r"(jamgram_\w+)\{(\w+)=", rule["expr"])]
    assert said
    assert all(label in metrics[name] for name, label in said)


def test_every_alarm_is_explained(alarms: list[dict[str, Any]], operations: str) -> None:
    assert re.findall(r"^\| `(Jamgram\w+)`", operations, re.MULTILINE) == [rule["alert"] for rule in alarms]


def test_every_refusal_of_discord_is_in_the_table(operations: str) -> None:
    table = operations.partition("| Discord says |")[2].partition("\n\n")[0]
    assert {int(code) for code in re.findall(r"\d{5,6}", table)} == set(CODES)


def test_the_invitation_is_the_one_that_the_doctor_gives(operations: str) -> None:
    assert f"scope=bot+applications.commands&permissions={PERMISSIONS.value}" in operations


def test_the_package_for_s3_is_of_the_pinned_version(operations: str, root: Path) -> None:
    (pin,) = re.findall(r"^fsspec==(\S+)$", (root / "constraints.txt").read_text("utf-8"), re.MULTILINE)
    assert f"`PLUS=s3fs=={pin}`" in operations


def test_sentences_that_people_read_are_in_the_program(operations: str, root: Path) -> None:
    table = operations.partition("## When people say")[2]
    sentences = [
        sentence
        for cell in re.findall(r"^\| (.*?) \|", table, re.MULTILINE)
        for sentence in re.findall(r"\*(.+?)\*", cell)
    ]
    folders = (root / name for name in ("bot", "core", "worker"))
    program = "".join(path.read_text("utf-8") for folder in folders for path in folder.rglob("*.py"))
    assert len(sentences) > 10
    assert [sentence for sentence in sentences if sentence != DISCORDS_OWN and sentence not in program] == []


def test_every_code_of_a_refusal_is_explained_once(root: Path) -> None:
    page = (root / "docs" / "refusals.md").read_text("utf-8")
    assert sorted(re.findall(r"^\| `(E-[A-Z-]+)` \|", page, re.MULTILINE)) == sorted(codes.CODES)


def test_every_code_of_a_refusal_is_given(root: Path) -> None:
    folders = (root / name for name in ("bot", "core", "worker"))
    files = [path for folder in folders for path in folder.rglob("*.py") if path.name != "codes.py"]
    program = "".join(path.read_text("utf-8") for path in files)
    assert [code for code in codes.CODES if f'"{code}"' not in program] == []


def test_every_command_is_explained(commands: str) -> None:
    assert [one.qualified_name for one in leaves() if f"`/{one.qualified_name}`" not in commands] == []


def test_every_menu_is_explained(commands: str) -> None:
    menus = [one.name for one in found() if isinstance(one, app_commands.ContextMenu)]
    assert menus
    assert [name for name in menus if f"**{name}**" not in commands] == []


@pytest.mark.parametrize("command", list(leaves()), ids=lambda one: one.qualified_name)
def test_every_option_is_explained(command: app_commands.Command[Any, ..., Any], commands: str) -> None:
    names = [option.display_name for option in command.parameters]
    assert [name for name in names if f"`{name}`" not in commands] == []


def test_the_tables_of_commands_are_redrawn(commands: str) -> None:
    assert redrawn(commands) == commands, "run: make commands"


def test_every_button_of_a_card_is_explained(commands: str, root: Path) -> None:
    program = "".join(path.read_text("utf-8") for path in (root / "bot" / "card").glob("*.py"))
    buttons = re.findall(r"Button\(\"\w+\", [^,]+, \"(.+?)\", f?\"(\w[\w' ]*)", program)
    assert len(buttons) > 10
    assert [f"{emoji} {label}" for emoji, label in buttons if f"| {emoji} {label.strip()} |" not in commands] == []


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_of_help_is_named(topic: str, commands: str) -> None:
    assert f"`{topic}`" in commands


@pytest.mark.parametrize(
    "page",
    [
        "operations.md",
        "commands.md",
        "queue.md",
        "architecture.md",
        "privacy.md",
        "security.md",
        "moderation.md",
        "refusals.md",
    ],
)
def test_links_between_pages_lead_somewhere(root: Path, page: str) -> None:
    folder = root / "docs"
    text = (folder / page).read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if not link.startswith("http")]
    assert [link for link in links if not leads_somewhere(folder / page, link)] == []


def leads_somewhere(page: Path, link: str) -> bool:
    name, _, anchor = link.partition("#")
    target = page.parent / name if name else page
    if not target.exists():
        return False
    headings = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE) if anchor else []
    return not anchor or anchor in {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
