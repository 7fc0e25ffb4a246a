"""Words with blocks in the place of what rules refuse."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

from bot.judging.shown import VEILED
from core.moderation import Rules, judge

REMEMBERED: Final = 2000
"""Texts of which the outcome is remembered: lists and cards show the same ones again and again."""

PASSES_MOST: Final = 8
"""So many findings of a text are veiled one by one; of what holds more, nothing is shown."""


class Veil:
    """Shows words as rules let them be shown; of what is held or replaced, everything."""

    def __init__(self, rules: Sequence[Rules], *, age_restricted: bool, most: int = REMEMBERED) -> None:
        self._rules, self._age_restricted, self._most = rules, age_restricted, most
        self._known: OrderedDict[str, str] = OrderedDict()

    def __call__(self, words: str) -> str:
        """Put blocks in."""
        if words not in self._known:
            self._known[words] = self._veiled(words)
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        return self._known[words]

    def _veiled(self, words: str) -> str:
        for _ in range(PASSES_MOST):
            judgement = judge(words, self._rules, artists="allow", age_restricted=self._age_restricted)
            if judgement.outcome != "refuse":
                return words
            if not judgement.matched or judgement.matched not in words:
                return VEILED
            words = words.replace(judgement.matched, VEILED)
        return VEILED
