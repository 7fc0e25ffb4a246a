"""A small listener, trained on real renders only, that judges what the painter made: its style, its drums."""

import logging
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import torch
from torch import Generator, Tensor, nn
from torch.nn import functional

from training.phase import Phase, begin, phase_arguments
from training.shards import Row, load_pictures, load_rows, of_styles

log = logging.getLogger(__name__)

REDUCTION = 4
WIDTHS = (32, 64, 128, 192)
EMBEDDING = 128
SMOOTHING = 0.05
STYLED_KINDS = {"full", "reduced"}
"""Kinds of piece that sound like their style; a solo or a recombined piece may not."""


@dataclass(frozen=True)
class Verdict:
    """What the listener heard: style logits [batch, styles], drums logit [batch], embedding [batch, 128]."""

    styles: Tensor
    drums: Tensor
    embedding: Tensor


class Listener(nn.Module):
    """A convolutional network over pictures reduced four times."""

    def __init__(self, styles: int) -> None:
        super().__init__()
        channels = (1, *WIDTHS)
        self.layers = nn.Sequential(*[_layer(a, b) for a, b in pairwise(channels)])
        self.embed = nn.Linear(2 * WIDTHS[-1], EMBEDDING)
        self.styles = nn.Linear(EMBEDDING, styles)
        self.drums = nn.Linear(EMBEDDING, 1)

    def forward(self, pictures: Tensor) -> Verdict:
        """Judge uint8 pictures [batch, 512, columns]."""
        grey = functional.avg_pool2d(1 - pictures[:, None].float() / 127.5, REDUCTION)
        features = self.layers(grey)
        pooled = torch.cat([features.mean(dim=(2, 3)), features.amax(dim=(2, 3))], dim=1)
        embedding = functional.relu(self.embed(functional.dropout(pooled, 0.3, self.training)))
        return Verdict(self.styles(embedding), self.drums(embedding)[:, 0], embedding)


def _layer(channels: int, width: int) -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(channels, width, 3, stride=2, padding=1),
        nn.BatchNorm2d(width),
        nn.ReLU(),
        nn.Conv2d(width, width, 3, padding=1),
        nn.BatchNorm2d(width),
        nn.ReLU(),
    )


@torch.no_grad()
def judge(listener: Listener, pictures: Tensor) -> Verdict:
    """Judge any number of pictures in small batches."""
    verdicts = [listener.eval()(batch) for batch in pictures.split(32)]
    return Verdict(*(torch.cat([getattr(v, part) for v in verdicts]) for part in ("styles", "drums", "embedding")))


def style_table(rows: list[Row]) -> list[str]:
    """The styles of a data set, in a fixed order."""
    return sorted({row.style for row in rows})


def train(pictures: Tensor, rows: list[Row], *, phase_file: Path, minutes: float, batch: int) -> Listener:
    """Train a listener for a time budget."""
    names = style_table(rows)
    styles = torch.tensor([names.index(row.style) for row in rows])
    drums = torch.tensor([float(row.drums) for row in rows])
    listener = Listener(len(names))
    stepper = torch.optim.AdamW(listener.parameters(), weight_decay=5e-2)
    phase = Phase(phase_file, 60 * minutes, {"listener": listener, "stepper": stepper}, 2e-3)
    phase.resume()
    generator = Generator().manual_seed(phase.step)
    listener.train()
    for _ in phase.steps():
        phase.set_rate(stepper)
        chosen = torch.randint(len(rows), (batch,), generator=generator)
        shift = int(torch.randint(512, (1,), generator=generator))
        verdict = listener(pictures[chosen].roll(shift, dims=-1))
        loss = functional.cross_entropy(verdict.styles, styles[chosen], label_smoothing=SMOOTHING)
        loss = loss + functional.binary_cross_entropy_with_logits(verdict.drums, drums[chosen])
        stepper.zero_grad()
        loss.backward()
        stepper.step()
        phase.note(loss=loss.detach())
    return listener


def main() -> None:
    """Train the listener on whole-band and reduced pieces alike; save it with its table of styles."""
    parser = phase_arguments(__doc__, rate=2e-3)
    arguments = parser.parse_args()
    begin(arguments)
    rows, pictures = load_rows(arguments.data), load_pictures(arguments.data)
    kept = [place for place in of_styles(rows, arguments.styles) if rows[place].kind in STYLED_KINDS]
    styled = [rows[place] for place in kept]
    listener = train(
        pictures[kept],
        styled,
        phase_file=arguments.out / "listener.pt",
        minutes=arguments.minutes,
        batch=arguments.batch,
    )
    torch.save({"styles": style_table(styled), "listener": listener.state_dict()}, arguments.out / "classifier.pt")


if __name__ == "__main__":
    main()
