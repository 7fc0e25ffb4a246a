"""What all values that are kept and sent have in common: they are frozen, and equal ones are written alike."""

import hashlib
import json
from typing import Final

from pydantic import BaseModel, ConfigDict

CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Base 32 without the letters that a person mistakes for digits or for each other."""

RECIPE_ID_DIGITS: Final = 6


class Value(BaseModel):
    """A frozen value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    def canonical_json(self) -> str:
        """Write equal values as equal text: sorted keys, no spaces, nothing of what is None."""
        fields = self.model_dump(mode="json", exclude_none=True)
        return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def recipe_id_of(recipe: Value) -> str:
    """Spell 30 bits of a recipe's SHA-256 for people: equal recipes have equal names."""
    number = int.from_bytes(hashlib.sha256(recipe.canonical_json().encode()).digest(), "big")
    return "R-" + "".join(CROCKFORD[number >> 5 * digit & 31] for digit in range(RECIPE_ID_DIGITS))
