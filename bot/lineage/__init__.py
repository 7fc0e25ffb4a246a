"""Family trees of clips, as pictures and as text: pure, drawn from what the records know of a family."""

from bot.lineage.drawing import alt_of, draw, told
from bot.lineage.naming import is_shown, name_of
from bot.lineage.selecting import select
from bot.lineage.styles import MEMBERS_MAX, THUMBNAILS_MAX
from bot.lineage.telling import tell

__all__ = ["MEMBERS_MAX", "THUMBNAILS_MAX", "alt_of", "draw", "is_shown", "name_of", "select", "tell", "told"]
