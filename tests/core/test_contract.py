import hashlib
import json
import re

import pytest
from pydantic import ValidationError

from core.clip import Label, Receipt
from core.contract import CROCKFORD, Riff, SecondSeed
from core.limits import COLUMNS_PER_SECOND, LENGTHS_S, NEGATIVE_MAX, PROMPT_MAX, SEED_MAX, VARIED_MOST, LengthS
from core.recipes import chained


def riff(**fields: object) -> Riff:
    return Riff.model_validate({"prompt": "lo-fi beats", "seed": 7, **fields})


@pytest.mark.parametrize(
    "prompt",
    [
        "x",
        "lo-fi beats",
        "🎹👩‍🎤 jazz",
        "レゲエ、ゆっくり",
        "موسيقى هادئة",
        "a" * PROMPT_MAX,
        f"  {'a' * PROMPT_MAX}\n",
    ],
)
def test_a_prompt_may_be_any_visible_words(prompt: str) -> None:
    assert riff(prompt=prompt).prompt == prompt.strip()


@pytest.mark.parametrize(
    "prompt",
    ["", "   ", "\n\t", "\u200b", "\u2060\u200d", "a" * (PROMPT_MAX + 1), "a\x00b", "\x1b[2J", "broken \udcff"],
)
def test_a_prompt_that_is_empty_too_long_or_no_text_is_refused(prompt: str) -> None:
    with pytest.raises(ValidationError):
        riff(prompt=prompt)


def test_prompts_that_look_equal_are_equal() -> None:
    composed, decomposed = "caf\u00e9 jazz", " cafe\u0301 \n jazz"
    assert riff(prompt=composed) == riff(prompt=decomposed)


def test_a_negative_prompt_may_be_empty_but_not_long() -> None:
    assert riff(negative=" ").negative == ""
    with pytest.raises(ValidationError, match="201 characters long; 200 is the most"):
        riff(negative="a" * (NEGATIVE_MAX + 1))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("seed", -1),
        ("seed", SEED_MAX + 1),
        ("seed", 1.5),
        ("steps", 0),
        ("steps", 101),
        ("guidance", 0.99),
        ("guidance", 15.01),
        ("guidance", float("nan")),
        ("guidance", float("inf")),
        ("length_s", 7),
        ("length_s", 0),
        ("model", " "),
        ("scheduler", "dice"),
        ("kind", "remix"),
        ("tempo", 90),
    ],
)
def test_a_value_out_of_its_range_is_refused(field: str, value: object) -> None:
    with pytest.raises(ValidationError, match=field):
        riff(**{field: value})


@pytest.mark.parametrize(
    ("length_s", "columns"), [(5, 512), (10, 1024), (15, 1536), (20, 2048), (30, 3072), (60, 6144)]
)
def test_a_length_is_a_whole_number_of_native_clips(length_s: LengthS, columns: int) -> None:
    recipe = riff(length_s=length_s)
    assert recipe.columns == columns
    assert recipe.duration_s == columns / COLUMNS_PER_SECOND
    assert columns % 64 == 0


def test_every_allowed_length_can_be_asked_for() -> None:
    assert [riff(length_s=length_s).length_s for length_s in LENGTHS_S] == [5, 10, 15, 20, 30, 60]


def test_a_recipe_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        riff().seed = 8  # type: ignore[misc]


def test_a_recipe_survives_its_json() -> None:
    recipe = riff(prompt='🎹 "quoted" \\ jazz', negative="drums", guidance=4.25, loop=True)
    assert Riff.model_validate_json(recipe.canonical_json()) == recipe


def test_equal_recipes_have_equal_json_however_they_were_written() -> None:
    one = Riff.model_validate_json('{"seed": 7, "prompt": "lo-fi beats", "guidance": 3}')
    other = Riff.model_validate_json('{"guidance": 3.0,"prompt": " lo-fi  beats","seed":7,"kind":"riff"}')
    assert one.canonical_json() == other.canonical_json()


def test_the_json_is_sorted_and_compact() -> None:
    text = riff().canonical_json()
    assert list(json.loads(text)) == sorted(json.loads(text))
    assert ": " not in text
    assert "\n" not in text


def test_a_recipe_is_varied_so_often_and_no_more() -> None:
    most = chained([SecondSeed(seed=1, amount=0.1)] * VARIED_MOST)
    assert riff(second=most).second == most
    with pytest.raises(ValidationError, match="varied more than"):
        SecondSeed(seed=2, amount=0.1, then=most)


def test_a_recipe_id_is_six_readable_signs() -> None:
    assert all(re.fullmatch(f"R-[{CROCKFORD}]{{6}}", riff(seed=seed).recipe_id) for seed in range(200))


def test_a_recipe_id_comes_from_the_sha256_of_the_json() -> None:
    recipe = riff()
    digest = int(hashlib.sha256(recipe.canonical_json().encode()).hexdigest(), 16)
    assert CROCKFORD.index(recipe.recipe_id[2]) == digest % 32


def test_a_stored_recipe_keeps_its_id_for_good() -> None:
    assert riff(steps=25, guidance=3.0, length_s=5, loop=False, model="mini").recipe_id == "R-BBZ1K0"


@pytest.mark.parametrize(
    "change",
    [
        {"prompt": "hi-fi beats"},
        {"negative": "drums"},
        {"seed": 8},
        {"steps": 26},
        {"guidance": 3.5},
        {"length_s": 10},
        {"loop": True},
        {"model": "riffusion/riffusion-model-v1"},
    ],
)
def test_another_recipe_has_another_id(change: dict[str, object]) -> None:
    assert riff(**change).recipe_id != riff().recipe_id


def test_ids_do_not_collide_in_practice() -> None:
    assert len({riff(seed=seed).recipe_id for seed in range(2000)}) == 2000


def receipt(**fields: object) -> Receipt:
    made_by = {
        "model": "mini",
        "model_hash": "ab12",
        "scheduler": "dpm++",
        "device": "cpu",
        "versions": [("torch", "2")],
    }
    return Receipt.model_validate({**made_by, **fields})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("model", "\x1b[31mmini"),
        ("model_hash", "\x1b[31m"),
        ("model_hash", "ab12\n"),
        ("model_hash", ""),
        ("model_hash", "a" * 65),
        ("scheduler", "dpm\x1b[2J"),
        ("device", "\x9b31m"),
        ("versions", [("torch", "2\x07")]),
        ("versions", [("\x1b]0;torch", "2")]),
        ("versions", [("torch", "2" * 101)]),
    ],
)
def test_a_receipt_that_could_command_a_terminal_or_flood_it_is_refused(field: str, value: object) -> None:
    with pytest.raises(ValidationError, match=field):
        receipt(**{field: value})


def test_a_label_survives_its_json() -> None:
    label = Label(recipe=riff(), receipt=receipt())
    assert Label.model_validate_json(label.canonical_json()) == label
