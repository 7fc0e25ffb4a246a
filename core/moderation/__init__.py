"""What may be asked for in words: pure rules, the same in the bot and in the worker."""

from core.moderation.judging import Artists, Classifier, Judged, judge, judge_all
from core.moderation.rules import NO_RULES, AutoModRule, Rules
from core.moderation.values import NEVER, SEVERITY, Family, Judgement, Outcome

__all__ = [
    "NEVER",
    "NO_RULES",
    "SEVERITY",
    "Artists",
    "AutoModRule",
    "Classifier",
    "Family",
    "Judged",
    "Judgement",
    "Outcome",
    "Rules",
    "judge",
    "judge_all",
]
