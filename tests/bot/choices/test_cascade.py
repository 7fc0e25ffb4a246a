"""Which of several choices holds."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as some

from bot.choices.cascade import Chosen, Layer, chosen
from bot.choices.keys import SETTINGS, Setting
from bot.records.oversight import Scope

SCOPES: tuple[Scope, ...] = ("server", "channel", "user")

settings = some.sampled_from(list(SETTINGS.values()))


KNOWN = {
    key: [setting.kind.write(setting.default), *setting.kind.offers(), "7", "123456789012345678", "paranoid", ""]
    for key, setting in SETTINGS.items()
}
"""Key → what may have been written under it: rightly, or by another version."""

written = some.lists(
    some.sampled_from([(key, text) for key, texts in KNOWN.items() for text in texts]), max_size=30
).map(dict)
a_layer = some.builds(Layer, some.sampled_from(SCOPES), some.sampled_from("123"), written)
layers = some.lists(a_layer, max_size=6)


def said(setting: Setting[object], layer: Layer) -> object:
    """What a layer alone says, or None."""
    counts = layer.scope in setting.scopes and setting.key in layer.written
    return setting.kind.read(layer.written[setting.key]) if counts else None


@given(settings, layers)
def test_the_nearest_choice_that_can_be_read_holds(setting: Setting[object], several: Sequence[Layer]) -> None:
    saying = [layer for layer in several if said(setting, layer) is not None]
    found = chosen(setting, several)
    if saying:
        assert found == Chosen(said(setting, saying[-1]), saying[-1].scope, saying[-1].holder)
    else:
        assert found == Chosen(setting.default, "default")


@given(settings, layers, layers)
def test_what_lies_wider_than_a_choice_changes_nothing(
    setting: Setting[object], wider: list[Layer], nearer: list[Layer]
) -> None:
    if chosen(setting, nearer).scope != "default":
        assert chosen(setting, [*wider, *nearer]) == chosen(setting, nearer)
    else:
        assert chosen(setting, [*wider, *nearer]) == chosen(setting, wider)


@given(settings, layers, a_layer)
def test_a_layer_whose_choice_it_is_not_changes_nothing(
    setting: Setting[object], several: list[Layer], one: Layer
) -> None:
    if one.scope not in setting.scopes:
        assert chosen(setting, [*several, one]) == chosen(setting, several)


@given(settings, layers)
def test_a_value_is_always_one_that_can_be_kept(setting: Setting[object], several: list[Layer]) -> None:
    value = chosen(setting, several).value
    assert setting.kind.read(setting.kind.write(value)) == value


@given(settings, layers, some.text(max_size=10))
def test_what_this_version_cant_read_is_as_if_nothing_was_chosen(
    setting: Setting[object], several: list[Layer], written: str
) -> None:
    if setting.kind.read(written) is None:
        strange = Layer(setting.scopes[-1], "9", {setting.key: written})
        assert chosen(setting, [*several, strange]) == chosen(setting, several)
