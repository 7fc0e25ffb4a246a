from typing import get_args

import pytest

from core.moderation.phrases import NAMES, REASONS, reason
from core.moderation.values import NEVER, Family

FAMILIES = get_args(Family)


def test_every_family_has_a_name_and_a_reason() -> None:
    assert set(NAMES) == set(REASONS) == set(FAMILIES)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_reason_is_short_and_ends(family: Family) -> None:
    assert reason(family).endswith(".")
    assert len(reason(family)) <= 200


@pytest.mark.parametrize("family", sorted(set(FAMILIES) - NEVER))
def test_a_reason_says_what_to_write_instead(family: Family) -> None:
    assert any(word in reason(family) for word in ("Say", "Describe", "Name"))


def test_without_a_family_it_is_the_servers_rule() -> None:
    assert reason(None) == REASONS["server"]
