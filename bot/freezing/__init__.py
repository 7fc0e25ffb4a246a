"""What is under way, stopped at once and gone on with later: freezes, and the blocks of whoever waits."""

from bot.freezing.blocking import call_off_of
from bot.freezing.stopping import freeze, stop
from bot.freezing.thawing import resume, thaw

__all__ = ["call_off_of", "freeze", "resume", "stop", "thaw"]
