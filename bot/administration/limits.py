"""/riff-admin limits: what whoever runs Jamgram allows, which no server can raise."""

from typing import Final

from discord import app_commands

from bot.administration.answering import Interaction, tell
from bot.answers import defer
from bot.fetching import FILE_MAX, MIB
from bot.services import services_of
from core.limits import LONGEST_S, PROMPT_MAX, VARIATIONS_MAX
from core.settings import Settings

TITLE: Final = "**What this Jamgram allows**, as whoever runs it says:"
CLIP: Final = "🎧 A clip has {longest} s at most and {prompt} characters of words; {variations} are made at once."
USER: Final = "👤 Everybody: {running} being painted, {waiting} waiting, {day} s of painting a day."
SERVER: Final = "🏠 This server: {running} being painted, {waiting} waiting."
JAMS: Final = "🎶 Its jams, beside that: {running} being painted, {waiting} waiting, {day} s of painting a day."
UPLOAD: Final = "📎 A picture or sound of one's own: {mib} MiB and {longest} s."
KEPT: Final = "🧹 Clips without stars are kept for {days} days."
KEPT_ALL: Final = "🧹 Clips are kept until they are deleted."
LOWER: Final = "-# A server can have less: `/riff-admin config set` with `longest`, `uploads` or `retention_days`."


@app_commands.command(description="See what this Jamgram allows at most.")
async def limits(interaction: Interaction) -> None:
    """Say all bounds."""
    await defer(interaction)
    await tell(interaction, *lines_of(services_of(interaction).settings))


def lines_of(settings: Settings) -> list[str]:
    """Say the bounds, a line each."""
    bounds, days = settings.limits, settings.retention_days
    return [
        TITLE,
        CLIP.format(longest=LONGEST_S, prompt=PROMPT_MAX, variations=VARIATIONS_MAX),
        USER.format(running=bounds.user_running, waiting=bounds.user_waiting, day=bounds.user_s_a_day),
        SERVER.format(running=bounds.server_running, waiting=bounds.server_waiting),
        JAMS.format(running=bounds.server_running, waiting=bounds.jam_waiting, day=bounds.server_jam_s_a_day),
        UPLOAD.format(mib=FILE_MAX // MIB, longest=LONGEST_S),
        KEPT.format(days=days) if days else KEPT_ALL,
        LOWER,
    ]
