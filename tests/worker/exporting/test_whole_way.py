"""Exports from the lanes to the bot's ear, through the worker's own studio and store."""

import time

import pytest
from redis import Redis

from core.artefacts import Artefacts
from core.contract import Export, Recipe
from core.ending import Ended
from core.events import Events
from core.formats import suffix_of
from core.lanes import Lanes, Limits
from core.limits import ExportFormat
from core.request import Origin, Request
from tests.worker.exporting.pieces import label, picture
from worker.batchwork import BatchWork
from worker.codecs import encode_png
from worker.heart import Heart
from worker.painter import Painter
from worker.stopping import Stop
from worker.studio import CLIP_GONE, PaintersStudio

PATIENT = Limits(user_waiting=100, server_waiting=100, user_s_a_day=10**6)
CLIP = encode_png(picture(columns=64).pixels[0], comment=label())


@pytest.fixture
def studio(painter: Painter) -> PaintersStudio:
    return PaintersStudio(painter, Artefacts("memory://exports"))


def ask(number: int, recipe: Recipe, upload_limit: int) -> Request:
    origin = Origin(server="s", channel="c", author="u")
    return Request(id=f"r{number}", recipe=recipe, origin=origin, upload_limit=upload_limit)


def run(redis: Redis, studio: PaintersStudio, *recipes: Recipe, upload_limit: int = 2**20) -> dict[str, Ended]:
    """Let a worker take all batches that there are, and a bot hear how each request ended."""
    lanes = Lanes(redis, limits=PATIENT)
    lanes.enqueue([ask(number, recipe, upload_limit) for number, recipe in enumerate(recipes)], now_s=time.time())
    while batch := lanes.take("w", most=8, now_s=time.time()):
        stop = Stop(grace_s=8)
        heart = Heart(lanes, batch.id, stop=stop, timeout_s=60, on_round=lambda: None)
        assert BatchWork(batch, studio, lanes, stop, heart).run() is not None
    return {event.ended.request: event.ended for event in Events(redis, consumer="test").read(wait_s=0.001)}


@pytest.mark.parametrize(
    ("form", "suffix"),
    [("wav", ".wav"), ("flac", ".flac"), ("ogg", ".ogg"), ("loop", ".wav"), ("stems", ".zip"), ("mp4", ".mp4")],
)
def test_every_form_ends_as_a_file_in_the_store(
    redis: Redis, studio: PaintersStudio, form: ExportFormat, suffix: str
) -> None:
    ended = run(redis, studio, Export(source=studio.artefacts.put(CLIP), format=form))["r0"]
    assert (ended.end, ended.made, ended.failure) == ("done", None, None)
    assert ended.exported is not None
    assert suffix_of(studio.artefacts.get(ended.exported.file)) == suffix


def test_one_that_cannot_be_made_harms_no_other(redis: Redis, studio: PaintersStudio) -> None:
    clip, forged = studio.artefacts.put(CLIP), studio.artefacts.put(CLIP[:-400])
    recipes = [Export(source=source, format="flac") for source in (clip, forged, "0" * 64)]
    good, broken, gone = run(redis, studio, *recipes).values()
    assert good.exported is not None
    assert broken.failure is not None
    assert broken.failure.sentence == "The picture is damaged or not complete. Send the original file again."
    assert gone.failure is not None
    assert gone.failure.sentence == CLIP_GONE
    assert broken.failure.error_id is gone.failure.error_id is None


@pytest.mark.parametrize("form", ["wav", "ogg", "loop", "stems", "mp4"])
def test_what_is_too_large_everywhere_ends_in_a_sentence(
    redis: Redis, studio: PaintersStudio, form: ExportFormat
) -> None:
    recipe = Export(source=studio.artefacts.put(CLIP), format=form)
    ended = run(redis, studio, recipe, upload_limit=2_000)["r0"]
    assert ended.failure is not None
    assert ended.failure.error_id is None
    assert "Ask for another format, or export a shorter clip" in ended.failure.sentence
