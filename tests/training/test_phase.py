from pathlib import Path

import pytest
import torch
from torch import nn
from torch.optim import SGD, Optimizer

from training.phase import Phase, averaged


def phase_of(folder: Path, *, budget_s: float = 0.05) -> Phase:
    network = nn.Linear(2, 2)
    parts: dict[str, nn.Module | Optimizer] = {
        "network": network,
        "stepper": SGD(network.parameters(), lr=1.0, momentum=0.9),
    }
    return Phase(folder / "phase.pt", budget_s, parts, rate=0.1)


def stepper_of(phase: Phase) -> Optimizer:
    stepper = phase.parts["stepper"]
    assert isinstance(stepper, Optimizer)
    return stepper


def test_a_phase_ends_when_its_budget_is_spent_and_leaves_a_checkpoint(tmp_path: Path) -> None:
    phase = phase_of(tmp_path)
    assert len(list(phase.steps())) > 1
    assert phase.progress == 1.0
    assert phase.checkpoint.exists()


def test_a_phase_goes_on_where_it_stopped(tmp_path: Path) -> None:
    first = phase_of(tmp_path)
    list(first.steps())
    second = phase_of(tmp_path, budget_s=1000.0)
    second.resume()
    assert (second.step, second.spent_s) == (first.step, first.spent_s)
    weights = [phase.parts["network"].state_dict()["weight"] for phase in (first, second)]
    assert torch.equal(*weights)


def test_a_phase_whose_budget_is_spent_takes_no_further_step(tmp_path: Path) -> None:
    list(phase_of(tmp_path).steps())
    again = phase_of(tmp_path)
    again.resume()
    assert list(again.steps()) == []


def test_nothing_half_written_stays_beside_a_checkpoint(tmp_path: Path) -> None:
    phase_of(tmp_path).save()
    assert [path.name for path in tmp_path.iterdir()] == ["phase.pt"]


def test_the_rate_warms_up_and_falls_to_a_fiftieth(tmp_path: Path) -> None:
    phase = phase_of(tmp_path, budget_s=100.0)
    stepper = stepper_of(phase)
    rates = []
    for phase.spent_s in (0.0, 2.0, 50.0, 100.0):
        phase.set_rate(stepper)
        rates.append(stepper.param_groups[0]["lr"])
    assert rates[0] < rates[2] < rates[1]
    assert rates[3] == pytest.approx(0.1 / 50)


def test_the_average_follows_the_weights() -> None:
    network = nn.Linear(1, 1, bias=False)
    average = averaged(network, decay=0.5)
    with torch.no_grad():
        network.weight.fill_(1.0)
        average.update_parameters(network)
        network.weight.fill_(3.0)
        for _ in range(30):
            average.update_parameters(network)
    [followed] = average.module.parameters()
    assert followed.item() == pytest.approx(3.0, abs=1e-3)
