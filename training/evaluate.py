"""Judge a model on held-out prompts: whether it paints what was asked for, in time, and nothing that it has seen.

A classifier trained on real renders only (`training.classifier`) hears what the model painted. Every figure stands
beside the same figure of real held-out renders, or of the same clips under shuffled prompts.
"""

import json
import logging
import re
from argparse import ArgumentParser, Namespace
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import librosa
import numpy as np
import torch
from scipy.linalg import sqrtm
from torch import Tensor
from torch.nn import functional

from core.contract import Riff
from training.classifier import STYLED_KINDS, Classifier, Verdict, judge
from training.shards import Row, load_pictures, load_rows
from worker.codecs import decode_audio, encode_mp3
from worker.painter import Painter, load_painter
from worker.painter.canvas import Canvas
from worker.sound.playing import sound_of

log = logging.getLogger(__name__)

STATED_TEMPO = re.compile(r"(\d{2,3}) ?(bpm|beats per minute)", re.IGNORECASE)
NOT_DRUMS = re.compile(r"beats per minute|steel drums|drum and bass", re.IGNORECASE)
NO_DRUMS = re.compile(r"\b(no|without|minus) (drums|percussion|beat)|drumless|beatless", re.IGNORECASE)
DRUMS = re.compile(r"\b(drums|drum kit|percussion|beats?)\b", re.IGNORECASE)
TEMPO_TOLERANCE = 0.04
SILENT_RMS = 1e-3
SKETCH = 48
"""Side in pixels of the reduced pictures that are compared for copies."""


@dataclass(frozen=True)
class Prompted:
    """A held-out clip's facts, and the caption of it that the model is asked to paint."""

    row: Row
    caption: str


def choose_prompts(rows: list[Row], styles: list[str], *, each: int, seed: int) -> list[Prompted]:
    """Some captions of every style, from held-out pieces that sound like their style."""
    rng = np.random.default_rng(seed)
    taken: Counter[str] = Counter()
    chosen = []
    for row in rows:
        if row.kind in STYLED_KINDS and row.style in styles and taken[row.style] < each:
            taken[row.style] += 1
            chosen.append(Prompted(row, str(rng.choice(row.captions))))
    return chosen


def paint_all(painter: Painter, prompts: list[Prompted], *, steps: int, guidance: float) -> Tensor:
    """One picture for each prompt, uint8 [prompts, 512, 512]."""
    pictures = []
    for seed, prompted in enumerate(prompts):
        recipe = Riff(prompt=prompted.caption, seed=seed, steps=steps, guidance=guidance)
        pictures.append(painter.paint([Canvas(recipe, recipe.columns)], on_step=lambda *_: None)[0])
        if seed % 20 == 0:
            log.info("%d of %d painted", seed, len(prompts))
    return torch.stack(pictures)


def hits(verdict: Verdict, wanted: list[str], styles: list[str]) -> list[bool]:
    """Whether the classifier hears the style that was asked for, clip by clip."""
    heard = [styles[place] for place in verdict.styles.argmax(1).tolist()]
    return [h == w for h, w in zip(heard, wanted, strict=True)]


def style_accuracy(verdict: Verdict, wanted: list[str], styles: list[str]) -> float | None:
    """Share of clips in which the classifier hears the style that was asked for."""
    return share(hits(verdict, wanted, styles))


def asked_drums(caption: str) -> bool | None:
    """Whether a caption asks for drums, asks for none, or doesn't say."""
    if NO_DRUMS.search(caption):
        return False
    return True if DRUMS.search(NOT_DRUMS.sub("", caption)) else None


def share(agreed: list[bool]) -> float | None:
    """Share of trues, None where there is nothing to count."""
    return round(float(np.mean(agreed)), 3) if agreed else None


def drums_agreement(verdict: Verdict, prompts: list[Prompted]) -> dict[str, float | int | None]:
    """Share of clips with drums where the original has them, and without where it has none."""
    heard = (verdict.drums > 0).tolist()
    agreed = {True: [], False: []}  # type: dict[bool, list[bool]]
    for hears, prompted in zip(heard, prompts, strict=True):
        agreed[prompted.row.drums].append(hears == prompted.row.drums)
    said = [h == a for h, p in zip(heard, prompts, strict=True) if (a := asked_drums(p.caption)) is not None]
    return {
        "with": share(agreed[True]),
        "without": share(agreed[False]),
        "said_in_prompt": share(said),
        "said_in_prompt_clips": len(said),
    }


def tempo_of(picture: Tensor) -> float:
    """Beats a minute of a picture, from how its columns darken."""
    loud = 255 - picture.float()
    onsets = loud.diff(dim=1).clamp_min(0).mean(0).numpy()
    return float(librosa.feature.tempo(onset_envelope=onsets, sr=44_100, hop_length=441)[0])


def tempo_agreement(pictures: Tensor, prompts: list[Prompted]) -> dict[str, float | int | None]:
    """Share of clips in the stated tempo, its half, double or a triple feel, among prompts that state one."""
    errors = []
    for picture, prompted in zip(pictures, prompts, strict=True):
        if stated := STATED_TEMPO.search(prompted.caption):
            ratio = tempo_of(picture) / float(stated[1])
            errors.append(min(abs(ratio / feel - 1) for feel in (0.5, 2 / 3, 0.75, 1, 4 / 3, 1.5, 2)))
    return {"within_4_percent": share([error <= TEMPO_TOLERANCE for error in errors]), "clips": len(errors)}


def frechet_distance(left: Tensor, right: Tensor) -> float:
    """Fréchet distance between two sets of embeddings [clips, width], as Gaussians (Heusel et al., NeurIPS 2017)."""
    a, b = left.double().numpy(), right.double().numpy()
    spread_a, spread_b = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    middle = np.real(sqrtm(spread_a @ spread_b))
    return float(np.square(a.mean(0) - b.mean(0)).sum() + np.trace(spread_a + spread_b - 2 * middle))


def nearest_likeness(pictures: Tensor, training_set: Tensor) -> Tensor:
    """Correlation of each reduced picture with the most alike of the training set, [clips], at most 1."""
    mine, theirs = _sketches(pictures), _sketches(training_set)
    return torch.cat([(part @ theirs.T).amax(1) for part in mine.split(64)])


def _sketches(pictures: Tensor) -> Tensor:
    small = [functional.adaptive_avg_pool2d(p[:, None].float(), SKETCH).flatten(1) for p in pictures.split(64)]
    sketches = torch.cat(small)
    return functional.normalize(sketches - sketches.mean(1, keepdim=True), dim=1)


def sound_faults(pictures: Tensor) -> dict[str, int]:
    """How many clips are silent, and how many clip, as MP3s that were decoded again."""
    waveforms = [decode_audio(encode_mp3(sound_of(picture, loop=False))) for picture in pictures]
    return {
        "silent": sum(float(w.square().mean().sqrt()) < SILENT_RMS for w in waveforms),
        "clipped": sum(float(w.abs().max()) >= 1.0 for w in waveforms),
    }


def load_classifier(path: Path) -> tuple[Classifier, list[str]]:
    """A trained classifier and its styles."""
    saved = torch.load(path, weights_only=True)
    classifier = Classifier(len(saved["styles"]))
    classifier.load_state_dict(saved["classifier"])
    return classifier.eval(), saved["styles"]


def by_style(verdict: Verdict, wanted: list[str], styles: list[str]) -> dict[str, float | None]:
    """Accuracy of each style."""
    heard = hits(verdict, wanted, styles)
    return {style: share([hit for hit, w in zip(heard, wanted, strict=True) if w == style]) for style in styles}


def report(arguments: Namespace) -> dict[str, object]:
    """All figures of a model."""
    classifier, styles = load_classifier(arguments.classifier)
    held_rows, held_pictures = load_rows(arguments.held), load_pictures(arguments.held)
    styled = [p for p, r in enumerate(held_rows) if r.kind in STYLED_KINDS and r.style in styles]
    real_rows, real = [held_rows[p] for p in styled], held_pictures[styled]
    prompts = choose_prompts(held_rows, styles, each=arguments.each, seed=arguments.seed)
    painter = load_painter(str(arguments.model), device=arguments.device)
    pictures = paint_all(painter, prompts, steps=arguments.steps, guidance=arguments.guidance)
    heard, heard_real = judge(classifier, pictures), judge(classifier, real)
    wanted = [prompted.row.style for prompted in prompts]
    shuffled = np.random.default_rng(arguments.seed).permutation(wanted).tolist()
    real_prompts = [Prompted(row, row.captions[0]) for row in real_rows]
    training_set = load_pictures(arguments.data)
    if arguments.keep:
        np.save(arguments.keep, pictures.numpy())
    return {
        "clips": len(prompts),
        "styles": len(styles),
        "steps": arguments.steps,
        "guidance": arguments.guidance,
        "style_accuracy": style_accuracy(heard, wanted, styles),
        "style_accuracy_shuffled_prompts": style_accuracy(heard, shuffled, styles),
        "style_accuracy_real": style_accuracy(heard_real, [row.style for row in real_rows], styles),
        "chance": 1 / len(styles),
        "drums": drums_agreement(heard, prompts),
        "drums_real": drums_agreement(heard_real, real_prompts),
        "tempo": tempo_agreement(pictures, prompts),
        "tempo_real": tempo_agreement(real, real_prompts),
        "frechet": frechet_distance(heard.embedding, heard_real.embedding),
        "frechet_real": _frechet_between_halves(heard_real.embedding),
        "nearest_likeness": _quartiles(nearest_likeness(pictures, training_set)),
        "nearest_likeness_real": _quartiles(nearest_likeness(real, training_set)),
        "faults": sound_faults(pictures),
        "by_style": by_style(heard, wanted, styles),
    }


def _frechet_between_halves(embedding: Tensor) -> float:
    return frechet_distance(embedding[::2], embedding[1::2])


def _quartiles(values: Tensor) -> dict[str, float]:
    levels = np.quantile(values.numpy(), [0.5, 0.95, 1.0])
    return dict(zip(("median", "p95", "max"), levels.round(3).tolist(), strict=True))


def main() -> None:
    """Print the figures; the last line is one JSON object."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="the model's folder")
    parser.add_argument("--data", type=Path, required=True, help="the data set that it was trained on")
    parser.add_argument("--held", type=Path, required=True, help="a data set of another seed")
    parser.add_argument("--classifier", type=Path, required=True, help="classifier.pt of training.classifier")
    parser.add_argument("--each", type=int, default=6, help="prompts a style")
    parser.add_argument("--steps", type=int, default=25)
    parser.add_argument("--guidance", type=float, default=3.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="auto")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="keep the pictures in this .npy file")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    torch.set_num_threads(arguments.threads)
    print(json.dumps(report(arguments)))


if __name__ == "__main__":
    main()
