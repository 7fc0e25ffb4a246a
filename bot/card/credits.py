"""The line of a card that says what it comes of."""

from collections.abc import Mapping
from typing import Final

from bot.records.values import CardRecord, Credit, Operation, Unnamed
from bot.words import mention, ordinal

AUTHORS_MOST: Final = 8
"""Who comes after these is counted: a long line of ancestors may have hundreds of authors."""

COMING_OF: Final[Mapping[Operation, str]] = {
    "reroll": "reroll of",
    "vary": "variation of",
    "remix": "remix of",
    "extend": "extension of",
    "morph": "morph of",
    "jam": "played in a jam after",
}


def credit_line(record: CardRecord) -> list[str]:
    """Name the parents, the authors of all ancestors and the generation; no line for what comes of nothing."""
    credit = record.credit
    if credit is None or not credit.parents or credit.operation == "export":
        return []
    parents = " and ".join(one.value if isinstance(one, Unnamed) else f"`{one}`" for one in credit.parents)
    operation = COMING_OF.get(credit.operation, "made from")
    return [f"↳ {operation} {parents}{_authors(credit)} · {ordinal(credit.generation)} generation"]


def _authors(credit: Credit) -> str:
    if not credit.authors:
        return ""
    named = ", ".join(mention(author) for author in credit.authors[:AUTHORS_MOST])
    others = len(credit.authors) - AUTHORS_MOST
    return f" by {named} and {others} more" if others > 0 else f" by {named}"
