"""What may go wrong with a request: what its author reads, and what the log keeps for us."""

import logging
from typing import Final

import torch
from rq.timeouts import JobTimeoutException

from core.codes import Code
from core.ending import SENTENCE_MAX, Failure
from core.errors import UserError
from core.faults import fault
from core.metrics import ERRORS

OURS: Final = "Something went wrong while this was made, and the fault is ours. Nothing was used up."
TOO_LONG: Final = "This took far longer than it should and was stopped. Nothing was used up."
TOO_MUCH: Final = "The machine that paints had not enough memory for this. Nothing was used up; a shorter one may fit."

CUDA_MARKS: Final = ("CUDA error", "CUDNN_STATUS", "CUBLAS_STATUS", "cuDNN error", "device-side assert")

log = logging.getLogger(__name__)


class DeviceLostError(RuntimeError):
    """The GPU no longer answers this process; only a new one can go on."""


def failure_of(error: Exception) -> Failure:
    """Say what a request's author should know of an error, and log it whole if it is ours."""
    if isinstance(error, UserError):
        return Failure(sentence=str(error)[:SENTENCE_MAX] or OURS, code=error.code)
    failure = fault(sentence_of(error), code_of(error))
    ERRORS.labels("job").inc()
    log.error("%s: %s", failure.error_id, error, exc_info=error)
    return failure


def sentence_of(error: Exception) -> str:
    """Say it in words that help."""
    if isinstance(error, JobTimeoutException):
        return TOO_LONG
    return TOO_MUCH if isinstance(error, torch.OutOfMemoryError | MemoryError) else OURS


def code_of(error: Exception) -> Code:
    """Say by which code its author looks it up."""
    if isinstance(error, JobTimeoutException):
        return "E-TIMEOUT"
    return "E-GPU-OOM" if isinstance(error, torch.OutOfMemoryError | MemoryError) else "E-INTERNAL"


def is_device_lost(error: Exception) -> bool:
    """Tell an error after which CUDA fails whatever it is asked; lack of memory is none."""
    if isinstance(error, torch.OutOfMemoryError):
        return False
    lost = isinstance(error, torch.AcceleratorError)
    return lost or (isinstance(error, RuntimeError) and any(mark in str(error) for mark in CUDA_MARKS))
