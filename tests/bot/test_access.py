"""Who may see a clip, and who may make others of it."""

from dataclasses import replace

import pytest

from bot.access import may_remix, may_see
from bot.records.values import Remixes, Visibility
from tests.bot.samples import AUTHOR, clip, riff

OURS, THEIRS = "7", "8"
CLIP = clip(riff())


@pytest.mark.parametrize("visibility", ["public", "server", "private"])
@pytest.mark.parametrize("server", [OURS, THEIRS, None])
def test_authors_see_their_own_everywhere(visibility: Visibility, server: str | None) -> None:
    assert may_see(replace(CLIP, visibility=visibility), AUTHOR, server)


@pytest.mark.parametrize(
    ("visibility", "places"), [("public", {OURS, THEIRS, None}), ("server", {OURS}), ("private", set())]
)
@pytest.mark.parametrize("viewer", ["somebody", None])
def test_others_see_what_is_for_where_they_are(
    visibility: Visibility, places: set[str | None], viewer: str | None
) -> None:
    shared = replace(CLIP, visibility=visibility)
    assert {server for server in (OURS, THEIRS, None) if may_see(shared, viewer, server)} == places


@pytest.mark.parametrize("server", [OURS, None])
def test_what_is_for_a_server_but_was_made_in_none_is_its_authors(server: str | None) -> None:
    direct = replace(CLIP, server=None, visibility="server")
    assert not may_see(direct, "somebody", server)
    assert may_see(direct, AUTHOR, server)


def test_what_was_made_where_not_everybody_may_look_is_its_authors_in_lists() -> None:
    secluded = replace(CLIP, secluded=True)
    assert not any(may_see(secluded, viewer, server) for viewer in ("somebody", None) for server in (OURS, None))
    assert may_see(secluded, AUTHOR, OURS)


@pytest.mark.parametrize("viewer", [AUTHOR, "somebody", None])
def test_nobody_sees_what_was_deleted(viewer: str | None) -> None:
    assert not may_see(replace(CLIP, visibility="public", deleted_s=1.0), viewer, OURS)


@pytest.mark.parametrize("remixes", ["all", "ask", "none"])
def test_authors_need_nobodys_consent(remixes: Remixes) -> None:
    assert may_remix(replace(CLIP, remixes=remixes), AUTHOR) == "yes"


@pytest.mark.parametrize(("remixes", "consent"), [("all", "yes"), ("ask", "ask"), ("none", "no")])
def test_others_need_the_authors_consent(remixes: Remixes, consent: str) -> None:
    assert may_remix(replace(CLIP, remixes=remixes), "somebody") == consent


def test_what_is_private_says_so() -> None:
    assert replace(CLIP, visibility="private").private
    assert not CLIP.private
