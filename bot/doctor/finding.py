"""What the doctor says of one thing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, whether it is well, and what was found or has to be done."""

    about: str
    well: bool
    says: str

    def __str__(self) -> str:
        words = " ".join(self.says.split())
        return f"{'✓' if self.well else '✗'} {self.about}: {words}"


def well(about: str, says: str) -> Finding:
    """Nothing has to be done."""
    return Finding(about, well=True, says=says)


def wrong(about: str, says: str) -> Finding:
    """Something has to be done."""
    return Finding(about, well=False, says=says)
