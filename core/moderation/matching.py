"""Words that a rule is about, and what that comes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.moderation.finding import Found
from core.moderation.rules import Rule
from core.moderation.values import NEVER, Outcome

FINDS: Final = "The {source} rule {name} ({family}) finds “{words}”: {comes_to}."
LIFTED: Final = "allowed by {source} rule {name}"
IGNORED: Final = "allowed here"


@dataclass(frozen=True, slots=True)
class Match:
    """Words that a rule found."""

    rule: Rule
    found: Found
    words: str
    """As they stand in the text."""
    outcome: Outcome

    def lifted_by(self, spared: Sequence["Match"]) -> "Match | None":
        """Find what allows these words, unless nobody may allow them."""
        if self.rule.firm or self.rule.family in NEVER:
            return None
        return next((one for one in spared if one.found.covers(self.found)), None)

    def is_lifted_refusal(self, spared: Sequence["Match"]) -> bool:
        """Tell whether workers, which know no server's rules, would refuse what is allowed here."""
        refused = self.rule.source != "server" and self.rule.action == "block"
        return refused and (self.outcome == "allow" or self.lifted_by(spared) is not None)

    def sentence(self, spared: Sequence["Match"]) -> str:
        """Tell whoever writes rules."""
        rule = self.rule
        return FINDS.format(
            source=rule.source, name=rule.name, family=rule.family, words=self.words, comes_to=self._comes_to(spared)
        )

    def _comes_to(self, spared: Sequence["Match"]) -> str:
        if self.rule.action == "allow":
            return "allow"
        if lifted := self.lifted_by(spared):
            return LIFTED.format(source=f"the {lifted.rule.source}", name=lifted.rule.name)
        if self.rule.action == "replace":
            return f"replaced by “{self.rule.replacement}”"
        return IGNORED if self.outcome == "allow" else self.outcome
