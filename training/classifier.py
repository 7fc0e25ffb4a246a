"""A small classifier, trained on real renders only, that judges what the painter made: its style, its drums."""

from argparse import Namespace
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Generator, Tensor, nn
from torch.nn import functional
from torch.optim import AdamW, Optimizer

from training.phase import Phase, begin, draws, phase_arguments, process_number, share_gradients
from training.shards import Row, load_pictures, load_rows, of_styles
from worker.painter.folding import grey_values

REDUCTION = 4
WIDTHS = (32, 64, 128, 192)
EMBEDDING = 128
SMOOTHING = 0.05
STYLED_KINDS = {"full", "reduced"}
"""Kinds of piece that sound like their style; a solo or a recombined piece may not."""


@dataclass(frozen=True)
class Verdict:
    """What the classifier heard: style logits [batch, styles], drums logit [batch], embedding [batch, 128]."""

    styles: Tensor
    drums: Tensor
    embedding: Tensor


class Classifier(nn.Module):
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
        grey = functional.avg_pool2d(-grey_values(pictures), REDUCTION)
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
def judge(classifier: Classifier, pictures: Tensor) -> Verdict:
    """Judge any number of pictures in small batches."""
    verdicts = [classifier.eval()(batch) for batch in pictures.split(32)]
    return Verdict(*(torch.cat([getattr(v, part) for v in verdicts]) for part in ("styles", "drums", "embedding")))


def style_table(rows: list[Row]) -> list[str]:
    """The styles of a data set, in a fixed order."""
    return sorted({row.style for row in rows})


class Trainer:
    """The classifier, taking one step at a time on a data set of its own choice."""

    def __init__(self, pictures: Tensor, rows: list[Row], arguments: Namespace, *, device: torch.device) -> None:
        self.pictures, self.device = pictures, device
        self.names = style_table(rows)
        self.styles = torch.tensor([self.names.index(row.style) for row in rows])
        self.drums = torch.tensor([float(row.drums) for row in rows])
        self.classifier = Classifier(len(self.names)).to(device).train()
        self.stepper = AdamW(self.classifier.parameters(), weight_decay=5e-2)
        parts: dict[str, nn.Module | Optimizer] = {"classifier": self.classifier, "stepper": self.stepper}
        self.phase = Phase(arguments.out / "classifier-training.pt", 60 * arguments.minutes, parts, arguments.rate)

    def step(self, *, count: int, generator: Generator) -> None:
        """Improve the classifier on a batch of pictures, each turned round in time by chance."""
        self.phase.set_rate(self.stepper)
        chosen = torch.randint(len(self.pictures), (count,), generator=generator)
        shift = int(torch.randint(self.pictures.shape[-1], (1,), generator=generator))
        verdict = self.classifier(self.pictures[chosen].roll(shift, dims=-1).to(self.device))
        styles, drums = self.styles[chosen].to(self.device), self.drums[chosen].to(self.device)
        loss = functional.cross_entropy(verdict.styles, styles, label_smoothing=SMOOTHING)
        loss = loss + functional.binary_cross_entropy_with_logits(verdict.drums, drums)
        self.stepper.zero_grad()
        loss.backward()
        share_gradients(self.classifier)
        self.stepper.step()
        self.phase.note(loss=loss.detach())


def main() -> None:
    """Train the classifier on whole-band and reduced pieces alike; save it with its table of styles."""
    arguments = phase_arguments(__doc__, rate=2e-3).parse_args()
    device = begin(arguments)
    rows, pictures = load_rows(arguments.data), load_pictures(arguments.data)
    kept = [place for place in of_styles(rows, arguments.styles) if rows[place].kind in STYLED_KINDS]
    trainer = Trainer(pictures[kept], [rows[place] for place in kept], arguments, device=device)
    trainer.phase.resume()
    generator = draws(arguments, trainer.phase)
    for _ in trainer.phase.steps():
        trainer.step(count=arguments.batch, generator=generator)
    if process_number() == 0:
        weights = trainer.classifier.cpu().state_dict()
        torch.save({"styles": trainer.names, "classifier": weights}, arguments.out / "classifier.pt")


if __name__ == "__main__":
    main()
