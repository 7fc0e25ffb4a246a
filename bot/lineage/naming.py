"""What the members of a family are called in its picture and its text."""

from typing import Final

from bot.records.lineage import Member

REMOVED: Final = "[removed]"
PRIVATE: Final = "[private]"


def name_of(member: Member) -> str:
    """Name a clip by its recipe; what is deleted, or not for those who look, has no name."""
    if member.deleted:
        return REMOVED
    return PRIVATE if member.hidden else member.recipe_id


def is_shown(member: Member) -> bool:
    """Tell whether more of a clip than its place may be shown."""
    return not member.deleted and not member.hidden
