"""All findings, line by line."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Final

from bot.doctor import stores, words
from bot.doctor.application import application
from bot.doctor.finding import Finding, wrong
from core import log
from core.settings import Settings

PATIENCE_S: Final = 20.0

Look = Callable[[Settings], Awaitable[list[Finding]]]

LOOKS: Final[dict[str, Look]] = {
    "discord": application,
    "database": stores.database,
    "artefacts": stores.artefacts,
    "redis": stores.queue,
    "rules": words.rules,
}


async def report(settings: Settings) -> int:
    """Look at everything, say on standard output what was found, without a secret; 1 if something has to be done."""
    log.set_up("ERROR", settings.log_format, secrets=settings.secrets())
    hide = log.hiding(settings.secrets())
    findings = await examine(settings)
    sys.stdout.write("".join(f"{hide(str(finding))}\n" for finding in findings))
    return 0 if all(finding.well for finding in findings) else 1


async def examine(settings: Settings, *, patience_s: float = PATIENCE_S) -> list[Finding]:
    """Look at everything at once; one thing that hangs keeps no other from being seen."""
    looks = [look_at(name, settings, patience_s=patience_s) for name in LOOKS]
    return [finding for findings in await asyncio.gather(*looks) for finding in findings]


async def look_at(name: str, settings: Settings, *, patience_s: float) -> list[Finding]:
    """Look at one thing, not for ever."""
    try:
        async with asyncio.timeout(patience_s):
            return await LOOKS[name](settings)
    except TimeoutError:
        return [wrong(name, f"no answer in {patience_s:.0f} s")]
