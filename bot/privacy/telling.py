"""What is kept of people and for how long, told to whoever asks."""

from typing import Final

from core.settings import Settings

KEPT: Final = """\
🔏 **What I keep of you**
- your commands, with their words, and the riffs made of them: recipes until you delete them, files {files};
- {server}your stars, choices, the people you blocked, and reports that you made;
- what moderators decided about you: strikes count for 30 days, blocks for as long as they were given; the log of \
their decisions is for good;
- words that were refused, for a day, so that you can appeal.
Files you send are kept as long as a riff is made or can be made again of them. Your words are used for nothing \
else: no model is trained on them, and they are in no log but while whoever runs Jamgram searches for a fault.
**Private** riffs are for you alone; not even moderators find them in a list.
📦 `/account data export` gives you all of it. 🗑️ `/account data delete` takes it away: you have a day to think again."""

FOR_DAYS: Final = "{days} days (those with a star for good)"
FOR_GOOD: Final = "until you delete them"
SERVERS_OWN: Final = "of this server's riffs files {days} days only, as it chose;\n- "


def told_of(settings: Settings, *, server_days: int = 0) -> str:
    """Say it; `server_days` is what the server at hand chose, 0 if nothing."""
    days = settings.retention_days
    files = FOR_DAYS.format(days=days) if days else FOR_GOOD
    is_shorter = server_days and (not days or server_days < days)
    server = SERVERS_OWN.format(days=server_days) if is_shorter else ""
    return KEPT.format(files=files, server=server)
