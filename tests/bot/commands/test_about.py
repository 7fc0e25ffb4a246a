"""/about."""

import pytest

from bot.commands.about import text_of
from bot.words import CONTENT_MAX, units
from core.limits import MODEL_NAME_MAX
from tests.bot.stage import Stage, sentence


async def test_it_tells_the_model_and_its_licence_to_the_one_who_asks(stage: Stage) -> None:
    said = sentence(await stage.ana.slash(stage.channel, "about"))
    assert "Jamgram" in said
    assert "`mini`" in said
    assert "Licence: MIT" in said


def test_riffusions_model_has_use_restrictions() -> None:
    said = text_of("riffusion/riffusion-model-v1")
    assert "CreativeML OpenRAIL-M" in said
    assert "You may not use it to" in said


@pytest.mark.parametrize(
    ("model", "shown"),
    [("someone/their-model", "`someone/their-model`"), ("/srv/secret/models/mine", "`mine`"), ("./mine/", "`mine`")],
)
def test_other_models_are_named_and_their_cards_referred_to(model: str, shown: str) -> None:
    said = text_of(model)
    assert shown in said
    assert "model card" in said
    assert "secret" not in said


def test_the_longest_name_fits() -> None:
    assert units(text_of("`" * MODEL_NAME_MAX)) <= CONTENT_MAX
