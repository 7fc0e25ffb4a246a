"""What a track is joined from is kept as long as the track is; nothing of a jam that goes on is swept."""

from dataclasses import replace

from bot.records import Records
from bot.records.oversight import Freeze
from bot.records.values import Card
from core.contract import Join, Section
from core.ending import Ended
from core.request import Origin
from tests.bot.records.clips import of_bytes
from tests.bot.records.jamming import begun, saved
from tests.bot.records.samples import cancelled, card, done, key, request

JAM = "J7F3K9Q"
TRACK = Join(sources=(key("c"), key("d")), chapters=("Ana: rain", "Ben: snow"), title="Friday", bpm=96)


def of_jam(card_id: str, *, author: str = "601") -> Card:
    origin = Origin(server="800", channel="710", author=author, jam=JAM)
    return replace(card(card_id, origin=origin), token=None, area="700", jam=JAM)


async def joined(records: Records) -> str:
    """Ask for a track."""
    new = of_jam(f"{JAM}-track", author="600")
    assert await records.open_card(new, [request(new, TRACK)])
    return f"{new.id}-0"


async def section(records: Records, number: int = 1, *, png: str = "c", author: str = "601") -> str:
    """Have a section painted."""
    new = of_jam(f"{JAM}-1-{number}", author=author)
    assert await records.open_card(new, [request(new, Section(prompt="soft rain", seed=1, bpm=96))])
    await records.end_request(Ended(request=f"{new.id}-0", end="done", made=of_bytes(png)), now_s=1005.0)
    return f"{new.id}-0"


async def used(records: Records, letters: str, *, besides: tuple[str, ...] = ()) -> str:
    found = await records.keys_in_use([key(letter) for letter in letters], besides=besides)
    return "".join(sorted(one[0] for one in found))


async def swept(records: Records, *, before_s: float = 2000.0) -> dict[str, str]:
    found = await records.sweepable(before_s, 10)
    return {clip.id: "".join(sorted(one[0] for one in clip.keys)) for clip in found}


async def test_what_is_to_be_joined_is_in_use_until_the_track_is_swept(records: Records) -> None:
    track = await joined(records)
    assert await used(records, "cde") == "cd"
    await records.end_request(done(track), now_s=1005.0)
    assert await used(records, "cde") == "cd"
    assert await used(records, "cde", besides=(track,)) == ""
    await records.mark_swept(track)
    assert await used(records, "cde") == ""


async def test_what_nobody_waits_for_is_not_in_use(records: Records) -> None:
    await records.end_request(cancelled(await joined(records)), now_s=1005.0)
    assert await used(records, "cd") == ""


async def test_the_bytes_of_a_deleted_section_wait_for_the_track_and_not_longer(records: Records) -> None:
    clip, track = await section(records), await joined(records)
    await records.delete_clip(clip, 1010.0)
    assert not await records.mark_swept(clip)
    assert await used(records, "cd", besides=(clip,)) == "cd"
    await records.end_request(done(track), now_s=1020.0)
    assert await used(records, "cd", besides=(clip,)) == "d"
    assert await records.mark_swept(clip)


async def test_a_track_is_swept_with_what_it_was_joined_from(records: Records) -> None:
    track = await joined(records)
    await records.end_request(done(track), now_s=1005.0)
    assert await swept(records) == {track: "abcd"}
    left = await records.delete_clip(track, 1010.0)
    assert left is not None
    assert left.keys == {key(letter) for letter in "abcd"}


async def test_nothing_of_a_jam_that_goes_on_is_swept_for_its_age(records: Records) -> None:
    jam, clip = await begun(records), await section(records)
    assert await swept(records) == {}
    await saved(records, jam, replace(jam, phase="archived"))
    assert await swept(records) == {clip: "bc"}


async def test_cards_of_a_jam_are_forgotten_once_it_is_over_and_nothing_is_left_of_them(records: Records) -> None:
    jam, clip = await begun(records), await section(records)
    await records.delete_clip(clip, 1010.0)
    await records.mark_swept(clip)
    assert await records.forgettable(9000.0, 10) == []
    await saved(records, jam, replace(jam, phase="archived"))
    assert await records.forgettable(9000.0, 10) == [f"{JAM}-1-1"]


async def test_what_was_deleted_is_swept_while_its_jam_goes_on(records: Records) -> None:
    await begun(records)
    clip = await section(records)
    await records.delete_clip(clip, 1010.0)
    assert await swept(records) == {clip: "bc"}


async def test_nobody_waits_for_cards_of_jams_as_for_their_own(records: Records) -> None:
    new = of_jam(f"{JAM}-1-1")
    await records.open_card(new, [request(new, Section(prompt="soft rain", seed=1, bpm=96))])
    assert await records.open_cards_of("601") == []
    assert await records.unfinished_cards_of("601", of_jams=False) == []
    assert [one.card for one in await records.unfinished_cards_of("601")] == [new]
    assert [one.card for one in await records.open_cards()] == [new]


async def test_a_freeze_of_the_channel_that_a_jam_belongs_to_covers_what_is_painted_for_it(records: Records) -> None:
    new = of_jam(f"{JAM}-1-1")
    await records.open_card(new, [request(new, Section(prompt="soft rain", seed=1, bpm=96))])
    for kind, target in (("channel", "700"), ("channel", "710"), ("user", "601"), ("server", "800")):
        await records.freeze(Freeze("800", kind, target, "900", "", 1000.0))  # type: ignore[arg-type]
        assert [one.card.id for one in await records.freeze_cards()] == [new.id]
        await records.thaw("800", kind, target, by="900", now_s=1001.0)  # type: ignore[arg-type]
        assert await records.thaw_cards(1002.0) == [new.id]
