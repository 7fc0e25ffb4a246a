"""The letters under which the entries of a round are heard, voted for and revealed."""

from string import ascii_uppercase

from bot.records.jam import Entry, Jam

Lettered = tuple[str, Entry]


def lettered(jam: Jam, number: int) -> tuple[Lettered, ...]:
    """Give each painted entry of a round its letter, which it keeps when another is taken out."""
    heard = (one for one in jam.entries if one.round == number and one.clip is not None)
    return tuple(zip(ascii_uppercase, heard, strict=False))


def standing(jam: Jam, number: int) -> tuple[Lettered, ...]:
    """Give those of them that nobody took out."""
    return tuple((letter, entry) for letter, entry in lettered(jam, number) if entry.state == "painted")


def gone(jam: Jam, number: int) -> int:
    """Count those that somebody took out since they were painted."""
    return len(lettered(jam, number)) - len(standing(jam, number))


def all_gone(jam: Jam) -> int:
    """Count those of all rounds."""
    return sum(gone(jam, one.number) for one in jam.rounds)
