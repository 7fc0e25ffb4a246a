"""What RQ runs, named by string: one job is one batch."""

from contextvars import ContextVar
from typing import Final

from worker.batchwork import BatchWork

TASK: Final = "worker.tasks.paint"

on_the_bench: ContextVar[BatchWork] = ContextVar("on_the_bench")
"""The batch that the worker has in hand. A job's arguments are JSON; the loaded model and the connections are not."""


def paint(batch_id: str) -> dict[str, list[str]]:
    """Make the clips of a batch; the answer tells what became of its requests, nothing if it was no longer ours."""
    work = on_the_bench.get()
    assert work.batch.id == batch_id
    over = work.run()
    return over.model_dump(mode="json") if over else {}
