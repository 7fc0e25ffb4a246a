"""The rules of words, and an operator's classifier."""

import asyncio
from typing import Final

from bot.doctor.finding import Finding, well, wrong
from core.errors import UserError
from core.moderation import Rules
from core.moderation.classifying import classifier_of
from core.settings import Settings

OWN: Final = "operator"


async def rules(settings: Settings) -> list[Finding]:
    """Compile the rules, and import the classifier, as the bot will."""
    return [await asyncio.to_thread(of_rules, settings), *await asyncio.to_thread(of_classifier, settings)]


def of_rules(settings: Settings) -> Finding:
    """Say how many there are, or what is wrong with the operator's file."""
    try:
        found = Rules.built_in(settings.riff_rules).rules
    except UserError as error:
        return wrong("rules", str(error))
    own = sum(rule.source == OWN for rule in found)
    return well("rules", f"{len(found) - own} of Jamgram's and {own} of your own")


def of_classifier(settings: Settings) -> list[Finding]:
    """Say whether there is one; nothing, if there shall be none."""
    if settings.riff_classifier is None:
        return []
    try:
        classifier_of(settings.riff_classifier)
    except UserError as error:
        return [wrong("classifier", str(error))]
    return [well("classifier", f"{settings.riff_classifier} can be asked")]
