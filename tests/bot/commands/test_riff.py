"""/riff."""

import asyncio

import pytest
from simcord.results import InteractionResult

from bot.card.working import FETCHING
from bot.commands.riff import BEAT_OR_SOURCE, NO_SOURCE
from bot.fetching import FILE_MAX, TOO_BIG
from bot.patience import SUGGEST_S
from bot.records import Preset, Records
from bot.suggestions import STYLES
from core.contract import Beat, Recipe, Remix, Riff
from core.limits import STRENGTH_DEFAULT
from core.settings import Settings
from tests.bot.stage import Stage, attached, png, sentence


async def recipes(stage: Stage) -> list[Recipe]:
    return [one.request.recipe for one in (await stage.only_card()).requests]


async def test_words_alone_are_enough(stage: Stage) -> None:
    await stage.ana.slash(stage.channel, "riff", prompt="lo-fi beats")
    (recipe,) = await recipes(stage)
    assert isinstance(recipe, Riff)
    assert recipe == Riff(prompt="lo-fi beats", seed=recipe.seed)


async def test_every_option_reaches_the_recipe(stage: Stage) -> None:
    stage.change(settings=Settings(riff_model="riffusion/riffusion-model-v1"))
    await stage.riff(
        prompt="jazz", negative="voices", length=30, seed=4294967295, loop=True, quality="draft", guidance=7.5
    )  # fmt: skip
    expected = Riff(
        prompt="jazz", negative="voices", length_s=30, seed=4294967295, loop=True, steps=15, guidance=7.5,
        model="riffusion/riffusion-model-v1",
    )  # fmt: skip
    assert await recipes(stage) == [expected]


async def test_without_a_seed_each_request_gets_one_of_its_own(stage: Stage) -> None:
    await stage.riff()
    await stage.riff(stage.ben)
    cards = await stage.services.records.open_cards()
    assert cards[0].requests[0].request.recipe != cards[1].requests[0].request.recipe


async def test_variations_take_the_next_seeds_and_begin_anew_after_the_last(stage: Stage) -> None:
    await stage.riff(seed=4294967294, variations=4)
    seeds = [one.seed for one in await recipes(stage) if isinstance(one, Riff)]
    assert seeds == [4294967294, 4294967295, 0, 1]


@pytest.mark.parametrize("prompt", ["   ", "\u200b", "\u2060 \u200b"])
async def test_words_that_nobody_sees_are_refused(stage: Stage, prompt: str) -> None:
    result = await stage.riff(prompt=prompt)
    assert "prompt" in sentence(result)
    assert await stage.services.records.open_cards() == []


@pytest.mark.parametrize("prompt", ["a\x00b", "tab\x07"])
async def test_control_characters_are_refused(stage: Stage, prompt: str) -> None:
    assert "control character" in sentence(await stage.riff(prompt=prompt))


async def test_hostile_words_are_shown_and_do_nothing(stage: Stage) -> None:
    await stage.riff(prompt="@everyone **look** [here](evil.example) <@&1>")
    (card,) = stage.messages()
    assert "@everyone" not in card.content
    assert "[here](" not in card.content
    assert r"\*\*look\*\*" in card.content
    (body,) = [one.json for one in stage.env.http_requests if "callback" in one.path]
    assert isinstance(body, dict)
    assert body["data"]["allowed_mentions"] == {"parse": [], "users": [stage.ana.id]}


async def test_the_longest_prompt_makes_a_card(stage: Stage) -> None:
    await stage.riff(prompt="*" * 300)
    assert len(stage.messages()[0].content) <= 2000


async def test_a_source_is_kept_and_painted_over(stage: Stage) -> None:
    stage.change(fetch=attached(stage))
    await stage.riff(source=("sound.png", png(7)), strength=0.8, variations=2)
    first, second = await recipes(stage)
    assert isinstance(first, Remix)
    assert isinstance(second, Remix)
    assert stage.services.artefacts.get(first.source) == png(7)
    assert (first.strength, second.source, second.seed) == (0.8, first.source, (first.seed + 1) % 2**32)


async def test_a_source_without_a_strength_takes_the_usual_one(stage: Stage) -> None:
    stage.change(fetch=attached(stage))
    await stage.riff(source=("sound.png", png(7)))
    (recipe,) = await recipes(stage)
    assert isinstance(recipe, Remix)
    assert recipe.strength == STRENGTH_DEFAULT


async def test_a_card_with_a_source_is_one_message(stage: Stage) -> None:
    stage.change(fetch=attached(stage))
    result = await stage.riff(source=("sound.png", png(7)))
    card = (await stage.only_card()).card
    assert [str(one.id) for one in stage.messages()] == [card.message]
    assert result.response is not None
    assert FETCHING in result.response.content


async def test_a_private_card_with_a_source_is_private(stage: Stage) -> None:
    stage.change(fetch=attached(stage))
    result = await stage.riff(source=("sound.png", png(7)), private=True)
    assert result.ephemeral
    assert stage.messages(stage.ben) == []


@pytest.mark.parametrize("private", [True, False])
async def test_a_source_that_is_too_big_is_refused_before_it_is_fetched(stage: Stage, *, private: bool) -> None:
    fetched: list[str] = []
    stage.change(fetch=attached(stage, log=fetched))
    result = await stage.riff(source=("sound.wav", bytes(FILE_MAX + 1)), private=private)
    assert sentence(result) == TOO_BIG
    assert fetched == []
    assert stage.messages(stage.ben) == []


async def test_an_empty_source_is_refused(stage: Stage) -> None:
    stage.change(fetch=attached(stage))
    assert "empty" in sentence(await stage.riff(source=("sound.wav", b"")))


async def test_a_strength_without_a_source_is_refused(stage: Stage) -> None:
    assert sentence(await stage.riff(strength=0.5)) == NO_SOURCE


async def test_words_are_painted_over_a_beat(stage: Stage) -> None:
    await stage.riff(prompt="jazz", bpm=93, seed=7, variations=2, length=10)
    assert await recipes(stage) == [Beat(prompt="jazz", bpm=93, seed=seed, length_s=10) for seed in (7, 8)]


async def test_a_beat_and_a_source_at_once_are_refused(stage: Stage) -> None:
    fetched: list[str] = []
    stage.change(fetch=attached(stage, log=fetched))
    assert sentence(await stage.riff(bpm=93, source=("sound.png", png(7)))) == BEAT_OR_SOURCE
    assert fetched == []


async def test_a_beat_is_named_on_the_card(stage: Stage) -> None:
    assert "**lo-fi beats** · 93 BPM" in (await stage.made(bpm=93)).content


async def test_it_works_in_a_direct_message(stage: Stage) -> None:
    result = await stage.ana.user.slash("riff", prompt="lo-fi beats")
    card = (await stage.only_card()).card
    assert (card.origin.server, card.reach) == (None, "channel")
    assert not result.ephemeral


# Autocomplete.


async def offered(stage: Stage, typed: str) -> list[str]:
    return [choice["value"] for choice in await stage.ana.autocomplete(stage.channel, "riff", "prompt", typed)]


async def ended(stage: Stage, **options: object) -> InteractionResult:
    result = await stage.riff(**options)  # type: ignore[arg-type]
    stage.worker.finish()
    await stage.deliver()
    return result


async def test_styles_are_offered_to_whoever_begins(stage: Stage) -> None:
    assert await offered(stage, "") == list(STYLES[:25])
    assert await offered(stage, "jazz") == ["jazz ballad", "jazz swing"]


async def test_ones_own_words_are_offered_first_and_nobody_elses(stage: Stage) -> None:
    await ended(stage, prompt="jazz for rainy nights")
    await ended(stage, who=stage.ben, prompt="jazz of ben")
    assert await offered(stage, "JAZZ") == ["jazz for rainy nights", "jazz ballad", "jazz swing"]


async def test_the_servers_presets_are_offered_by_name(stage: Stage) -> None:
    await stage.services.records.add_preset(str(stage.guild.id), Preset("friday", "hard techno, 140 bpm"))
    choices = await stage.ana.autocomplete(stage.channel, "riff", "prompt", "frid")
    assert choices == [{"name": "friday: hard techno, 140 bpm", "value": "hard techno, 140 bpm"}]


async def test_a_prompt_that_is_too_long_for_a_choice_is_not_offered(stage: Stage) -> None:
    await ended(stage, prompt="jazz " * 40)
    assert await offered(stage, "jazz") == ["jazz ballad", "jazz swing"]


class Hanging(Records):
    """Records whose database takes questions and answers none."""

    async def recent_prompts(self, *_: object, **__: object) -> list[str]:
        await asyncio.sleep(60)
        raise AssertionError

    async def presets(self, server: str) -> list[Preset]:
        await asyncio.sleep(60)
        raise AssertionError(server)


async def test_styles_are_offered_while_the_database_hangs(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.patience.SUGGEST_S", 0.2)
    stage.change(records=Hanging(stage.services.records._database))
    began = asyncio.get_running_loop().time()
    assert await offered(stage, "jazz") == ["jazz ballad", "jazz swing"]
    assert asyncio.get_running_loop().time() - began < 30
    assert SUGGEST_S < 2
