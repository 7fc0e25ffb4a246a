"""What a list says: its name, its clips, and that there is none."""

from typing import Final

from bot.card.title import name_of, seconds
from bot.gallery.listings import Leaf, Listing, Period, Reader
from bot.judging.shown import shown
from bot.records import Listed, Page
from bot.records.values import ClipRecord, Visibility
from bot.words import escape, mention, moment, ordinal
from core.contract import Morph, Recipe

WORDS_SHOWN: Final = 120
"""Characters of a clip's words in a list: five of them fit a message with all else."""

SPANS: Final[dict[Period, str]] = {"day": "of the last day", "week": "of the last week", "month": "of the last month",
                                   "all": "of all time"}  # fmt: skip

NONE_YET: Final = "Nobody has made a riff here yet. `/riff lo-fi beats` makes the first one."
NONE_OF_YOURS: Final = "You have made no riff yet. `/riff lo-fi beats` makes one."
NONE_LIKE_IT: Final = "None of your riffs has “{words}” in its words. `/riffs mine` lists all of them."
NONE_OF_THEIRS: Final = "{who} has made no riff that you may see. `/riffs latest` lists those of others."
NO_FAVORITES: Final = "You have starred nothing yet. ⭐ under a riff puts it here."
NO_STARS: Final = "No riff got a star in this time. ⭐ under a riff gives it one; `/riffs top all` looks further back."
NOT_FOUND: Final = "No riff that you may see has “{words}” in its words. Try fewer words, or `/riffs latest`."

SEEN_BY: Final[dict[Visibility, str]] = {
    "public": "🌍 public",
    "server": "",
    "private": "🔒 private",
}
SECLUDED: Final = "🚪 in its channel"


def title_of(page: Page, leaf: Leaf) -> str:
    """Name a list and say which page this is: `**Latest riffs** · 17 riffs · page 1 of 4`."""
    riffs = "1 riff" if page.total == 1 else f"{page.total} riffs"
    where = f" · page {page.number} of {page.last}" if page.last > 1 else ""
    return f"**{_name(leaf.listing)}** · {riffs}{where}"


def nothing(listing: Listing) -> str:
    """Say that a list is empty, and what to do about it."""
    words = escape(listing.words)
    sentences = {
        "latest": NONE_YET,
        "mine": NONE_LIKE_IT.format(words=words) if listing.words else NONE_OF_YOURS,
        "theirs": NONE_OF_THEIRS.format(who=mention(listing.words)),
        "favorites": NO_FAVORITES,
        "top": NO_STARS,
        "search": NOT_FOUND.format(words=words),
    }
    return sentences[listing.kind]


def entry_of(listed: Listed) -> str:
    """Write a clip of a list: its words, then its name and what is known of it."""
    clip = listed.clip
    facts = [f"`{clip.recipe.recipe_id}`", f"by {mention(clip.author)}", seconds(clip.duration_s)]
    facts += [f"★ {listed.stars}"] if listed.stars else []
    facts += [moment(clip.created_s)]
    seen_by = SECLUDED if clip.secluded else SEEN_BY[clip.visibility]
    facts += [seen_by] if seen_by else []
    lines = [f"**{words_of(clip.recipe, most=WORDS_SHOWN)}**", " · ".join(facts)]
    if clip.generation > 1:
        lines.append(f"-# ↳ {clip.ancestry.operation} · {ordinal(clip.generation)} generation")
    return "\n".join(lines)


def words_of(recipe: Recipe, *, most: int) -> str:
    """Write what a clip was made from, as it was typed, or what it is the other half of."""
    if isinstance(recipe, Morph):
        return f"{escape(shown(recipe.prompt), most=most // 2)} → {escape(shown(recipe.to_prompt), most=most // 2)}"
    return escape(name_of(recipe), most=most)


def link_of(clip: ClipRecord, reader: Reader, *, channel: str, message: str | None) -> str | None:
    """Lead to a clip's card, for those who can follow: in the same server, or whoever made it."""
    is_reachable = clip.author == reader.user or (clip.server is not None and clip.server == reader.server)
    if message is None or clip.private or not is_reachable:
        return None
    return f"https://discord.com/channels/{clip.server or '@me'}/{channel}/{message}"


def _name(one: Listing) -> str:
    if one.kind == "top":
        where = "here" if one.scope == "here" else "everywhere"
        return f"Top riffs {where}, {SPANS[one.period]}"
    if one.kind == "theirs":
        return f"Riffs of {mention(one.words)}"
    about = f", {escape(one.words)}" if one.words else ""
    names = {"latest": "Latest riffs", "mine": "Your riffs", "favorites": "Your favorites", "search": "Riffs"}
    return f"{names[one.kind]}{about}"
