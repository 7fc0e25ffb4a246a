"""What does it cost to read uploads in a process apart, beside reading them here? `python -m benchmarks.reading`.

The last line is JSON: milliseconds here and apart, the median of many readings, by what is read; how long a reader
takes to start, and how much memory it holds when it waits.
"""

import json
import statistics
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np
import soundfile
import torch

from worker.codecs import encode_png
from worker.confining.apart import Apart
from worker.sent import HERE, Reader

ROUNDS: Final = 15


def tone(duration_s: float, kind: str) -> bytes:
    """A sound of this length."""
    written = BytesIO()
    soundfile.write(written, 0.5 * np.sin(np.arange(round(duration_s * 44_100)) / 9), 44_100, format=kind)
    return written.getvalue()


def picture(columns: int) -> bytes:
    """A picture of this width in which nothing repeats: the dearest there is."""
    chance = torch.Generator().manual_seed(1)
    return encode_png(torch.randint(0, 256, (512, columns), dtype=torch.uint8, generator=chance))


def took_ms(work: Callable[[], object]) -> float:
    """Do it many times; the median counts."""
    took = []
    for _ in range(ROUNDS):
        begun_s = time.perf_counter()
        work()
        took.append(time.perf_counter() - begun_s)
    return round(1000 * statistics.median(took), 2)


def readings(reader: Reader) -> dict[str, float]:
    """Read everything with this reader."""
    five, wide = picture(512), picture(6144)
    short, minute, long = tone(5, "WAV"), tone(60, "MP3"), tone(599, "FLAC")
    return {
        "a picture of 5 s": took_ms(lambda: reader.picture(five)),
        "a picture of 60 s": took_ms(lambda: reader.picture(wide)),
        "5 s of WAV": took_ms(lambda: reader.beginning(short, most_s=5.12)),
        "60 s of MP3": took_ms(lambda: reader.beginning(minute, most_s=61.44)),
        "10 min of FLAC": took_ms(lambda: reader.beginning(long, most_s=600)),
    }


def held_mib(reader: Apart) -> int:
    """Ask Linux how much a reader holds."""
    status = Path(f"/proc/{reader.process_id}/status").read_text("ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) // 1024


def main() -> None:
    """Measure, and print a table."""
    here = readings(HERE)
    begun_s = time.perf_counter()
    with Apart() as reader:
        reader.picture(picture(16))
        start_ms = round(1000 * (time.perf_counter() - begun_s))
        waiting_mib = held_mib(reader)
        apart = readings(reader)
    for name, ms in here.items():
        print(f"{name:20} {ms:8.2f} ms here  {apart[name]:8.2f} ms apart")
    print(json.dumps({"here_ms": here, "apart_ms": apart, "start_ms": start_ms, "waiting_mib": waiting_mib}))


if __name__ == "__main__":
    main()
