"""Words that a rule is about, and what that comes to."""

from dataclasses import dataclass
from typing import Final

from core.moderation.finding import Covering, Found
from core.moderation.rules import Rule
from core.moderation.values import NEVER, Outcome

Spared = Covering[Rule]
"""What is allowed, and by which rule."""

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

    def stands(self, spared: Spared) -> bool:
        """Tell whether nothing allows these words."""
        return self.lifted_by(spared) is None

    def lifted_by(self, spared: Spared) -> Rule | None:
        """Find what allows these words, unless nobody may allow them."""
        return None if self.rule.firm or self.rule.family in NEVER else spared.over(self.found)

    def sentence(self, spared: Spared) -> str:
        """Tell whoever writes rules."""
        rule = self.rule
        return FINDS.format(
            source=rule.source, name=rule.name, family=rule.family, words=self.words, comes_to=self._comes_to(spared)
        )

    def _comes_to(self, spared: Spared) -> str:
        if self.rule.action == "allow":
            return "allow"
        if lifted := self.lifted_by(spared):
            return LIFTED.format(source=f"the {lifted.source}", name=lifted.name)
        if self.rule.action == "replace":
            return f"replaced by “{self.rule.replacement}”"
        return IGNORED if self.outcome == "allow" else self.outcome
