"""How a jam goes on: what somebody does and the jam as it is give the jam as it is then. Pure; it knows no Discord."""

from bot.jams.machine.acts import JAMGRAM, Act
from bot.jams.machine.applying import actor_of, applied
from bot.jams.machine.deadlines import is_due
from bot.jams.machine.errors import JamError
from bot.jams.machine.lobby import Plan, begun
from bot.jams.machine.standing import Standing, standing
from bot.jams.machine.turns import next_player
from bot.jams.machine.votes import choices, may_vote, tally

__all__ = [
    "JAMGRAM",
    "Act",
    "JamError",
    "Plan",
    "Standing",
    "actor_of",
    "applied",
    "begun",
    "choices",
    "is_due",
    "may_vote",
    "next_player",
    "standing",
    "tally",
]
