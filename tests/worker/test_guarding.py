import pytest
import torch

from core.clip import Label
from core.contract import Export, Join, Morph, Play, Recipe, Riff
from core.errors import UserError
from core.moderation import Rules
from core.request import Origin, Request
from worker.codecs import Picture
from worker.guarding import guard, told
from worker.sketch import Sketch

SLUR = "faggot march"
NEVER = "child porn ambient"
PLAY = Play(source="0" * 64)


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules.built_in()


def ask(recipe: Recipe, *, cleared: bool = False) -> Request:
    return Request(id="r", recipe=recipe, origin=Origin(channel="c", author="u"), cleared=cleared)


def riff(prompt: str, negative: str = "") -> Riff:
    return Riff(prompt=prompt, negative=negative, seed=1)


def test_words_that_a_rule_refuses_are_painted_by_no_worker(rules: Rules) -> None:
    with pytest.raises(UserError, match=r"^These words demean people .+ Nothing was used up\.$"):
        guard(ask(riff(SLUR)), rules)


def test_what_moderators_let_pass_is_painted(rules: Rules) -> None:
    guard(ask(riff(SLUR), cleared=True), rules)


def test_what_nobody_may_let_pass_is_painted_for_nobody(rules: Rules) -> None:
    with pytest.raises(UserError, match="nobody may ask for that anywhere"):
        guard(ask(riff(NEVER), cleared=True), rules)


def test_what_is_held_somewhere_is_the_bots_business(rules: Rules) -> None:
    guard(ask(riff("sexy sex song in the style of Drake")), rules)


def test_the_end_of_a_morph_is_read_too(rules: Rules) -> None:
    morph = Morph(prompt="piano", to_prompt=SLUR, seed=1, to_seed=2)
    with pytest.raises(UserError, match="demean"):
        guard(ask(morph), rules)


def test_what_is_to_be_avoided_may_not_be_a_slur_either(rules: Rules) -> None:
    with pytest.raises(UserError, match="demean"):
        guard(ask(riff("piano", negative=SLUR)), rules)


def test_music_is_painted(rules: Rules) -> None:
    guard(ask(riff("assassin's theme", negative="drums, nsfw, Taylor Swift")), rules)


@pytest.mark.parametrize("where", ["title", "chapters"])
def test_the_words_of_a_track_are_read_too(rules: Rules, where: str) -> None:
    track = Join(sources=("0" * 64,), chapters=("ana: rain",), title="Friday", bpm=96)
    guard(ask(track), rules)
    words = SLUR if where == "title" else (f"ana: {SLUR}",)
    with pytest.raises(UserError, match="demean"):
        guard(ask(track.model_copy(update={where: words})), rules)


def test_what_has_no_words_breaks_no_rule(rules: Rules) -> None:
    guard(ask(Play(source="0" * 64)), rules)


def test_what_nobody_may_let_pass_is_seen_beside_what_moderators_may(rules: Rules) -> None:
    morph = Morph(prompt=SLUR, to_prompt=NEVER, seed=1, to_seed=2)
    with pytest.raises(UserError, match="nobody may"):
        guard(ask(morph, cleared=True), rules)


def posted(recipe: Recipe, *, said: str) -> Sketch:
    """A picture that somebody posted and that says so of itself."""
    comment = Label(recipe=riff(said)).canonical_json()
    return Sketch(recipe, Picture(torch.zeros(1, 512, 4, dtype=torch.uint8), comment=comment))


def comment_of(sketch: Sketch) -> str:
    assert sketch.picture is not None
    return sketch.picture.comment


@pytest.mark.parametrize("said", [SLUR, NEVER])
def test_a_posted_picture_says_nothing_of_itself_that_a_rule_refuses(rules: Rules, said: str) -> None:
    assert comment_of(told(posted(PLAY, said=said), rules)) == ""


def test_a_posted_picture_goes_on_saying_what_it_was_painted_from(rules: Rules) -> None:
    assert "assassin" in comment_of(told(posted(PLAY, said="assassin's theme"), rules))


def test_a_clip_of_ours_is_exported_with_its_words(rules: Rules) -> None:
    export = Export(source=PLAY.source, format="wav")
    assert SLUR in comment_of(told(posted(export, said=SLUR), rules))


def test_what_is_no_label_of_ours_is_left_to_the_pipeline(rules: Rules) -> None:
    sketch = Sketch(PLAY, Picture(torch.zeros(1, 512, 4, dtype=torch.uint8), comment=SLUR))
    assert told(sketch, rules) is sketch
    assert told(Sketch(riff("piano")), rules) == Sketch(riff("piano"))
