"""What Prometheus is told of jams."""

from typing import Final

from prometheus_client import Counter, Gauge

JAMS: Final = Gauge("jamgram_jams", "Jams that go on, as of this process's last look at them.")
FAILURES: Final = Counter("jamgram_jam_step_failures", "Steps of jams that failed and rest.", ["step"])
