import json
import subprocess
import sys
from pathlib import Path


def test_the_gpu_benchmark_runs_anywhere_with_tiny_networks(root: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.gpu", "--tiny"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    figures = json.loads(done.stdout.splitlines()[-1])
    assert {row["batch"] for row in figures["rows"]} == {1, 2}
    assert all(row["clips_per_s"] > 0 and row["steps_s"] > 0 for row in figures["rows"])
