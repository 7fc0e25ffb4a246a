"""What holds of settings, whatever anybody chose."""

from hypothesis import given
from hypothesis import strategies as some

from bot.choices import SETTINGS, Settled
from bot.choices.keys import LENGTH, PING
from bot.choices.kinds import Channel, Count
from bot.choices.settled import LOUDNESS
from bot.setup.packs import pack_of
from core.errors import UserError

KNOWN = [
    (key, text)
    for key, setting in SETTINGS.items()
    for text in ["7", "123456789012345678", "paranoid", "", *setting.kind.offers()]
]
written = some.lists(some.sampled_from(KNOWN), max_size=25).map(dict)


@some.composite
def somewhere(draw: some.DrawFn) -> Settled:
    """What holds for somebody in a thread, whoever chose what."""
    choices = {("server", "1"): draw(written), ("channel", "2"): draw(written), ("channel", "3"): draw(written)}
    return Settled.at(choices, server="1", area="2", channel="3", user=("4", draw(written)))  # type: ignore[arg-type]


@given(somewhere())
def test_nobodys_clip_is_longer_by_default_than_it_may_be(settled: Settled) -> None:
    assert settled.length == min(settled.of(LENGTH).value, settled.longest)


@given(somewhere())
def test_nobody_is_called_more_loudly_than_they_or_the_server_want(settled: Settled) -> None:
    own, server = settled.of(PING).value, settled.of(SETTINGS["loudest_ping"]).value
    assert LOUDNESS.index(settled.ping) <= min(LOUDNESS.index(own), LOUDNESS.index(server))


@given(somewhere())
def test_nothing_is_private_by_default_where_nothing_may_be(settled: Settled) -> None:
    assert settled.private or not settled.private_by_default


@given(somewhere(), written)
def test_a_user_has_no_say_in_what_moderators_rely_on(settled: Settled, own: dict[str, str]) -> None:
    others = Settled((*settled.layers[:-1], type(settled.layers[-1])("user", "4", own)))
    for key, setting in SETTINGS.items():
        if "user" not in setting.scopes:
            assert others.of(setting) == settled.of(setting), key


@given(written)
def test_a_preset_is_named_only_if_all_of_its_values_hold(chosen: dict[str, str]) -> None:
    name, settled = pack_of({("server", "1"): chosen}, "1"), Settled.at({("server", "1"): chosen}, server="1")
    assert name is None or settled.moderation == name


@given(some.sampled_from(list(SETTINGS.values())), some.text(max_size=30))
def test_whatever_is_typed_is_a_value_or_is_answered_in_a_sentence(setting: object, typed: str) -> None:
    assert setting in SETTINGS.values()
    kind = setting.kind  # type: ignore[attr-defined]
    said = ""
    try:
        value = kind.parse(typed)
    except UserError as error:
        said = str(error)
    else:
        assert kind.read(kind.write(value)) == value
        assert kind.tell(value)
    assert not said or said.endswith("Nothing was changed.")


@given(some.integers(min_value=0, max_value=10**6), some.integers(min_value=0, max_value=10**6), some.integers())
def test_a_count_is_kept_only_within_its_bounds(least: int, more: int, number: int) -> None:
    kind = Count(least, least + more)
    assert kind.read(str(number)) == (number if least <= number <= least + more else None)


@given(some.text(alphabet="0123456789<#>@! abc", max_size=30))
def test_a_channel_is_read_as_it_was_kept(typed: str) -> None:
    try:
        found = Channel().parse(typed)
    except UserError:
        return
    assert found is not None
    assert found in typed
    assert Channel().read(found) == found
