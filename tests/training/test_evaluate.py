import pytest
import torch

from training.classifier import Verdict
from training.evaluate import (
    Prompted,
    asked_drums,
    choose_prompts,
    drums_agreement,
    frechet_distance,
    nearest_likeness,
    style_accuracy,
    tempo_agreement,
    tempo_of,
)
from training.shards import Row


def row(style: str = "techno", **changes: object) -> Row:
    facts: dict[str, object] = {"kind": "full", "tempo_bpm": 120.0, "drums": True, "captions": ("techno",)}
    return Row(style=style, **facts | changes)  # type: ignore[arg-type]


def verdict(*, styles: list[int], drums: list[float]) -> Verdict:
    logits = torch.nn.functional.one_hot(torch.tensor(styles), 3).float()
    return Verdict(logits, torch.tensor(drums), torch.zeros(len(styles), 4))


def beats(tempo_bpm: float) -> torch.Tensor:
    """A picture with a stroke on every beat."""
    picture = torch.full((512, 512), 255, dtype=torch.uint8)
    for beat in range(int(5.12 * tempo_bpm / 60)):
        column = round(beat * 6000 / tempo_bpm)
        picture[:, column : column + 4] = 0
    return picture


@pytest.mark.parametrize(
    ("caption", "asked"),
    [
        ("slow jazz piano with soft drums", True),
        ("techno, no drums", False),
        ("ambient without percussion", False),
        ("church organ", None),
        ("solo piano, 120 beats per minute", None),
        ("calypso with steel drums", None),
    ],
)
def test_a_caption_asks_for_drums_or_for_none_or_says_nothing(caption: str, asked: bool | None) -> None:  # noqa: FBT001
    assert asked_drums(caption) is asked


def test_accuracy_is_the_share_of_styles_that_were_heard() -> None:
    names = ["ambient", "house", "techno"]
    heard = verdict(styles=[2, 1, 0, 0], drums=[1.0] * 4)
    assert style_accuracy(heard, ["techno", "house", "techno", "ambient"], names) == 0.75


def test_drums_agree_when_they_are_there_and_when_they_are_not() -> None:
    prompts = [Prompted(row(), "techno"), Prompted(row(drums=False), "techno, no drums")]
    agreed = drums_agreement(verdict(styles=[0, 0], drums=[3.0, 2.0]), prompts)
    assert (agreed["with"], agreed["without"], agreed["said_in_prompt"]) == (1.0, 0.0, 0.0)


@pytest.mark.parametrize("tempo_bpm", [75, 100, 128, 150])
def test_the_tempo_of_a_plain_beat_is_measured(tempo_bpm: float) -> None:
    measured = tempo_of(beats(tempo_bpm))
    assert min(abs(measured / tempo_bpm / feel - 1) for feel in (0.5, 1, 2)) < 0.04


def test_only_prompts_that_state_a_tempo_are_judged_by_it() -> None:
    pictures = torch.stack([beats(120), beats(120), beats(120)])
    prompts = [Prompted(row(), caption) for caption in ("techno, 120 bpm", "techno at 97 beats per minute", "techno")]
    assert tempo_agreement(pictures, prompts) == {"within_4_percent": 0.5, "clips": 2}


def test_the_distance_of_a_set_to_itself_is_nothing_and_grows_with_a_shift() -> None:
    embedding = torch.randn(200, 4, generator=torch.Generator().manual_seed(1))
    assert frechet_distance(embedding, embedding) == pytest.approx(0, abs=1e-6)
    assert frechet_distance(embedding, embedding + 2) == pytest.approx(16, rel=1e-3)


def test_a_copied_picture_is_recognised() -> None:
    pictures = torch.randint(256, (3, 512, 512), generator=torch.Generator().manual_seed(1)).to(torch.uint8)
    likeness = nearest_likeness(pictures[:2], pictures[1:])
    assert likeness[1] == pytest.approx(1.0, abs=1e-4)
    assert likeness[0] < 0.2


def test_prompts_are_drawn_evenly_from_pieces_that_sound_like_their_style() -> None:
    rows = [row("techno")] * 5 + [row("house")] * 5 + [row("house", kind="solo")] + [row("polka")] * 5
    prompts = choose_prompts(rows, ["techno", "house"], each=2, seed=0)
    assert [prompted.row.style for prompted in prompts] == ["techno"] * 2 + ["house"] * 2


def test_without_a_stated_tempo_there_is_no_figure() -> None:
    figures = tempo_agreement(torch.stack([beats(120)]), [Prompted(row(), "techno")])
    assert figures == {"within_4_percent": None, "clips": 0}
