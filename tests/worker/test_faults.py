import pytest
import torch
from rq.timeouts import JobTimeoutException

from core.ending import SENTENCE_MAX
from core.errors import UserError
from worker.faults import OURS, TOO_LONG, TOO_MUCH, failure_of, is_device_lost


def test_a_users_fault_is_said_as_it_stands_and_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    failure = failure_of(UserError("The sound is silent."))
    assert failure.sentence == "The sound is silent."
    assert failure.error_id is None
    assert caplog.records == []


def test_a_sentence_is_never_longer_than_a_card_takes() -> None:
    assert len(failure_of(UserError("long " * 1000)).sentence) == SENTENCE_MAX


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ValueError("secret"), OURS),
        (torch.OutOfMemoryError("CUDA out of memory"), TOO_MUCH),
        (MemoryError(), TOO_MUCH),
        (JobTimeoutException("Task exceeded maximum timeout value (120 seconds)"), TOO_LONG),
    ],
)
def test_a_fault_of_ours_has_an_error_id_and_says_nothing_of_our_inside(error: Exception, sentence: str) -> None:
    failure = failure_of(error)
    assert failure.sentence == sentence
    assert failure.error_id is not None


@pytest.mark.parametrize(
    "error",
    [
        torch.AcceleratorError("CUDA error: an illegal memory access was encountered"),
        RuntimeError("CUDA error: device-side assert triggered"),
        RuntimeError("cuDNN error: CUDNN_STATUS_EXECUTION_FAILED"),
    ],
)
def test_a_broken_gpu_is_told_from_other_faults(error: Exception) -> None:
    assert is_device_lost(error)


@pytest.mark.parametrize("error", [torch.OutOfMemoryError("CUDA error: out of memory"), RuntimeError("a shape")])
def test_what_the_gpu_survives_does_not_end_the_process(error: Exception) -> None:
    assert not is_device_lost(error)
