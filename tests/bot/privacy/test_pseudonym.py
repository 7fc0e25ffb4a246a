"""Names of those who are gone."""

import pytest
from pydantic import SecretStr

from bot.privacy.pseudonym import is_pseudonym, pseudonym
from core.settings import Settings

ANA, BEN = "300000000000000001", "300000000000000002"


def keyed(key: str) -> Settings:
    return Settings(pseudonym_key=SecretStr(key))


def test_somebody_has_the_same_name_each_time() -> None:
    assert pseudonym(keyed("k"), ANA) == pseudonym(keyed("k"), ANA)


def test_two_people_have_two_names() -> None:
    assert pseudonym(keyed("k"), ANA) != pseudonym(keyed("k"), BEN)


def test_without_the_key_the_name_can_not_be_found_by_trying_ids() -> None:
    assert pseudonym(keyed("k"), ANA) != pseudonym(keyed("another"), ANA)


def test_the_id_is_not_in_it() -> None:
    assert ANA not in pseudonym(keyed("k"), ANA)


@pytest.mark.parametrize("key", ["", "k"])
def test_without_a_key_of_its_own_the_token_is_the_key(key: str) -> None:
    chosen = Settings(discord_token=SecretStr("token"), pseudonym_key=SecretStr(key) if key else None)
    assert (pseudonym(chosen, ANA) == pseudonym(keyed("token"), ANA)) is (not key)


def test_a_new_token_changes_no_name_where_there_is_a_key() -> None:
    before, after = (Settings(discord_token=SecretStr(token), pseudonym_key=SecretStr("k")) for token in "ab")
    assert pseudonym(before, ANA) == pseudonym(after, ANA)


def test_a_name_is_told_from_an_id() -> None:
    assert is_pseudonym(pseudonym(Settings(), ANA))
    assert not is_pseudonym(ANA)


def test_a_name_fits_where_ids_are_kept() -> None:
    assert len(pseudonym(Settings(), ANA)) <= 64
