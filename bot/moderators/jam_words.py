"""What moderators do to jams, as the log calls it, and as players and moderators read it."""

from dataclasses import dataclass
from typing import Final

NONE_HERE: Final = (
    "There is no such jam in this server. Nothing was changed: choose one of the list, or act in the thread of one."
)
NO_THREAD: Final = "This jam has no thread yet, so there is nothing to freeze or thaw. Nothing was changed."
NO_ENTRY: Final = "{who} has entered nothing there that could be removed. Nothing was changed."
STILL: Final = "Something else is frozen that it is in, so it stands still until that is thawed too: `/riff-mod thaw`."
ANEW: Final = " Who voted for it can vote anew."
IN_TRACK: Final = "Its track `{name}` was made with it and still has it: `/riff-mod remove` takes that away too."
LED: Final = "{user} leads it now."
UNTOLD: Final = "I could not say so in its thread."

SAID: Final = "They say: “{reason}”"
REMOVED_TOLD: Final = "🗑️ The moderators of {where} took what you entered in **{jam}** out of it."
MUTED_TOLD: Final = "🔇 The moderators of {where} muted you in **{jam}**: you can listen, but not enter, vote or lead."
UNMUTED_TOLD: Final = "🔊 The moderators of {where} let you play in **{jam}** again."


@dataclass(frozen=True, slots=True)
class Deed:
    """What moderators do to a jam: what the log calls it, and what its players and the moderator read."""

    name: str
    told: str
    done: str
    is_explained: bool = True
    """Its players read why; what is about one of them, only they read."""


PAUSE: Final = Deed("pause", "⏸️ The moderators paused this jam.", "⏸️ **{jam}** is paused.")
RESUME: Final = Deed("resume", "▶️ The moderators let this jam go on.", "▶️ **{jam}** goes on.")
STOP: Final = Deed(
    "end", "⏹️ The moderators ended this jam. What was played stays in this thread.", "⏹️ **{jam}** is over."
)
MUTE: Final = Deed(
    "mute", "🔇 The moderators muted {user} in this jam.", "🔇 {user} can enter and vote no more in **{jam}**.",
    is_explained=False,
)  # fmt: skip
UNMUTE: Final = Deed(
    "unmute", "🔊 The moderators let {user} play again.", "🔊 {user} can enter and vote again in **{jam}**.",
    is_explained=False,
)  # fmt: skip
REMOVE: Final = Deed(
    "remove-entry", "🗑️ The moderators took an entry of round {round} out.{anew}",
    "🗑️ What {user} entered in round {round} of **{jam}** is taken out.", is_explained=False,
)  # fmt: skip
FREEZE: Final = Deed("freeze", "❄️ The moderators froze this jam: its clock stands until they thaw it.", "")
THAW: Final = Deed("thaw", "🌤️ The moderators thawed this jam.", "")
