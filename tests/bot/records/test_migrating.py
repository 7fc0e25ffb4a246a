"""The steps lead to the tables that the code knows, from wherever a database is."""

from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from bot.records import Records
from bot.records.address import address_of
from bot.records.database import Database
from bot.records.migrating import is_current, migrate
from bot.records.models import Table
from bot.records.opening import database_of
from core.contract import Remix, Riff, See
from core.errors import UserError
from tests.bot.records.jamming import begun, played, saved
from tests.bot.records.samples import ORIGIN, key


@pytest.fixture
async def database(new_url: str) -> AsyncIterator[Database]:
    """A database in which nothing is yet."""
    database = database_of(address_of(new_url))
    yield database
    await database.close()


def differences(session: Session) -> list[object]:
    options = {"compare_type": True, "compare_server_default": True}
    return list(compare_metadata(MigrationContext.configure(session.connection(), opts=options), Table.metadata))


def tables(session: Session) -> list[str]:
    return inspect(session.connection()).get_table_names()


def indexes(session: Session) -> set[tuple[str, str]]:
    found = inspect(session.connection())
    return {(table, str(index["name"])) for table in tables(session) for index in found.get_indexes(table)}


async def test_the_steps_lead_to_the_models(database: Database) -> None:
    await database.write(migrate)
    assert await database.read(differences) == []
    modelled = {(table.name, str(index.name)) for table in Table.metadata.tables.values() for index in table.indexes}
    assert await database.read(indexes) == modelled


async def test_a_difference_would_be_found(database: Database) -> None:
    await database.write(migrate)
    await database.write(lambda session: session.execute(text("ALTER TABLE cards DROP COLUMN token")))
    assert len(await database.read(differences)) == 1


async def test_a_database_is_current_once_it_was_migrated(database: Database) -> None:
    assert not await database.read(is_current)
    await database.write(migrate)
    assert await database.read(is_current)


async def test_the_steps_are_taken_once(database: Database) -> None:
    await database.write(migrate)
    await database.write(
        lambda session: session.execute(text("INSERT INTO erasures (author, asked_s, due_s) VALUES ('600', 1.0, 2.0)"))
    )
    await database.write(migrate)
    found = await database.read(lambda session: session.execute(text("SELECT author FROM erasures")).scalars().all())
    assert found == ["600"]


async def test_a_step_that_is_cut_off_leaves_nothing(database: Database) -> None:
    await database.write(lambda session: session.execute(text("CREATE TABLE clips (in_the_way INTEGER)")))
    with pytest.raises(Exception, match="clips"):
        await database.write(migrate)
    assert await database.read(tables) == ["clips"]


async def test_a_database_of_a_newer_version_is_refused(database: Database, new_url: str) -> None:
    await database.write(migrate)
    await database.write(lambda session: session.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(UserError, match=r"^The database was written by a newer version of Jamgram: update this one\.$"):
        await Records.open(new_url)


async def test_a_database_of_the_first_version_keeps_all_that_is_in_it(database: Database, new_url: str) -> None:
    await database.write(lambda session: migrate(session, to="0001"))
    await database.write(fill_first)
    records = await Records.open(new_url)
    clips = {name: await records.clip(f"{name}-0") for name in FIRST}
    seen = {name: clip and (clip.visibility, clip.ancestry.operation, clip.generation) for name, clip in clips.items()}
    assert seen == {
        "1": ("server", "riff", 1),
        "2": ("private", "remix", 1),
        "3": ("server", "riff", 1),
        "4": ("server", "riff", 1),
        "5": ("server", "see", 1),
    }
    assert [clip and clip.recipe == FIRST[name] for name, clip in clips.items()] == [True, True, False, False, True]
    assert len(await records.cards_of_messages("700", list(FIRST))) == len(FIRST)
    assert await records.choices_of("600") == {"ping": "silent"}
    await records.close()


async def test_the_clips_of_the_first_version_are_found_and_have_families(database: Database, new_url: str) -> None:
    await database.write(lambda session: migrate(session, to="0001"))
    await database.write(fill_first)
    records = await Records.open(new_url)
    assert await records.same(FIRST["1"], "600", "800") == await records.clip("1-0")
    assert await records.named(FIRST["2"].recipe_id, "600", None) == await records.clip("2-0")
    assert [one.clip.id for one in (await records.search("STRASSE", "600", "800")).items] == ["1-0"]
    families = [await records.family(f"{name}-0", viewer="600", server="800") for name in FIRST]
    assert [family and [(one.prompt, one.deleted) for one in family.members] for family in families] == [
        [("Straße", False)], [("rain", False)], [(None, True)], None, [(None, False)],
    ]  # fmt: skip
    await records.delete_clip("1-0", 2000.0)
    await records.close()


async def test_the_words_of_clips_that_were_deleted_before_are_taken_away(database: Database) -> None:
    await database.write(lambda session: migrate(session, to="0001"))
    await database.write(fill_first)
    await database.write(migrate)
    for table in ("clips", "requests"):
        rows = await database.read(lambda session, table=table: rows_of(session, table))  # type: ignore[misc]
        assert "secret" not in repr(rows)
        assert "Straße" in repr(rows)


async def test_a_database_of_the_second_version_keeps_all_that_is_in_it(database: Database, new_url: str) -> None:
    await database.write(lambda session: migrate(session, to="0002"))
    await database.write(fill_second)
    records = await Records.open(new_url)
    record = await records.card("1")
    assert record is not None
    assert (record.card.state, record.card.area, record.card.veiled) == ("ended", None, False)
    assert [(one.state, one.request.cleared) for one in record.requests] == [("done", False)]
    clip = await records.named("1-0", "601", "800")
    assert clip is not None
    assert (clip.hidden_s, clip.recipe) == (None, FIRST["1"])
    assert await records.stars_of(["1-0"]) == {"1-0": 1}
    assert (await records.family("1-0", viewer="601", server="800")) is not None
    assert await records.hide_clip("1-0", 2000.0)
    await records.close()


async def test_what_was_chosen_before_is_chosen_still(database: Database, new_url: str) -> None:
    await database.write(lambda session: migrate(session, to="0002"))
    await database.write(fill_second)
    records = await Records.open(new_url)
    assert [await records.choices_of(user) for user in ("600", "601", "602")] == [
        {"ping": "silent"},
        {"ping": "none", "remixes": "ask"},
        {},
    ]
    chosen = [(await records.oversight(server)).choices for server in ("800", "801")]
    assert chosen == [{("server", "800"): {"promotion": "5", "remixes": "none"}}, {}]
    assert await records.oversight_version() == 0
    await records.close()


async def test_a_database_of_the_third_version_keeps_all_that_is_in_it(database: Database, new_url: str) -> None:
    await database.write(lambda session: migrate(session, to="0003"))
    await database.write(fill_third)
    records = await Records.open(new_url)
    counts = [await database.read(partial(count_of, table=table)) for table in THIRD]
    assert counts == [1] * len(THIRD)
    record = await records.card("1")
    assert record is not None
    assert (record.card.jam, record.card.origin.jam, record.card.state) == (None, None, "ended")
    assert await records.stars_of(["1-0"]) == {"1-0": 1}
    assert [case.number for case in await records.cases_about("600")] == [1]
    assert [(one.actor, one.action) for one in (await records.audit("800")).entries] == [("900", "block")]
    assert [one.user for one in await records.blocks("800")] == ["600"]
    assert await records.open_jams() == []
    await records.close()


async def test_jams_can_be_played_in_a_database_of_the_third_version(database: Database, new_url: str) -> None:
    await database.write(lambda session: migrate(session, to="0003"))
    await database.write(fill_third)
    records = await Records.open(new_url)
    start = await begun(records)
    assert await saved(records, start, played(start)) == replace(played(start), version=1)
    await records.close()


def count_of(session: Session, table: str) -> object:
    return session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608 - ours


def fill_third(session: Session) -> None:
    """Fill the tables of the third version."""
    recipe = FIRST["1"]
    values = {
        "recipe": recipe.canonical_json(), "origin": ORIGIN.canonical_json(), "hash": key("e"), "png": key("a"),
        "mp3": key("b"), "id": recipe.recipe_id,
    }  # fmt: skip
    for statement in (*(one for one in SECOND_ROWS if "_settings" not in one), *THIRD_ROWS):
        session.execute(text(statement), values)


THIRD = ("cards", "requests", "clips", "lineage", "stars", "cases", "blocks", "audit", "choices", "versions")
THIRD_ROWS = (
    "INSERT INTO cases (kind, server, author, card_id, subject, family, rule, matched, text, state, opened_s, "
    "claimed_until_s, reason) VALUES ('held', '800', '600', '1', '1', 'artist', '', '', '', 'open', 1000.0, 0.0, '')",
    "INSERT INTO blocks VALUES ('800', '600', '900', 'rude', 1000.0, NULL)",
    "INSERT INTO audit (server, at_s, actor, action, target, rule, before, after) "
    "VALUES ('800', 1000.0, '900', 'block', '600', '', '', '')",
    "INSERT INTO choices VALUES ('user', '600', 'ping', 'silent', NULL)",
    "INSERT INTO versions VALUES ('oversight', 7)",
)


def fill_second(session: Session) -> None:
    """Fill the tables of the second version."""
    recipe = FIRST["1"]
    values = {
        "recipe": recipe.canonical_json(), "origin": ORIGIN.canonical_json(), "hash": key("e"), "png": key("a"),
        "mp3": key("b"), "id": recipe.recipe_id,
    }  # fmt: skip
    for statement in SECOND_ROWS:
        session.execute(text(statement), values)


SECOND_ROWS = (
    "INSERT INTO cards (id, server, channel, author, reach, private, upload_limit, created_s, message, state) "
    "VALUES ('1', '800', '700', '600', 'channel', false, 1, 1000.0, '1', 'ended')",
    "INSERT INTO requests (id, card_id, place, recipe, origin, upload_limit, state, recipe_hash) "
    "VALUES ('1-0', '1', 0, :recipe, :origin, 1, 'done', :hash)",
    "INSERT INTO clips (id, card_id, author, server, recipe, png, mp3, duration_s, notes, created_s, recipe_id) "
    "VALUES ('1-0', '1', '600', '800', :recipe, :png, :mp3, 5.12, '[]', 1005.0, :id)",
    "INSERT INTO lineage (clip_id, root, operation, generation, author, server, visibility, recipe_id, created_s) "
    "VALUES ('1-0', '1-0', 'riff', 1, '600', '800', 'server', :id, 1005.0)",
    "INSERT INTO stars VALUES ('1-0', '601', 1006.0)",
    "INSERT INTO user_settings (author, ping, remixes) VALUES "
    "('600', 'silent', NULL), ('601', 'none', 'ask'), ('602', 'ping', NULL)",
    "INSERT INTO server_settings (server, promotion, remixes) VALUES ('800', 5, 'none'), ('801', 3, 'all')",
)

FIRST: dict[str, Riff | Remix | See] = {
    "1": Riff(prompt="Straße", seed=1),
    "2": Remix(prompt="rain", seed=2, source=key("c")),
    "3": Riff(prompt="secret", negative="secrets", seed=3),
    "4": Riff(prompt="late", seed=4),
    "5": See(source=key("d")),
}
"""The second is private, the third was deleted, and nobody waited for the fourth."""


def rows_of(session: Session, table: str) -> list[object]:
    return [*session.execute(text(f"SELECT * FROM {table}"))]  # noqa: S608 - ours


def fill_first(session: Session) -> None:
    """Fill the tables of the first version."""
    for name, recipe in FIRST.items():
        prompt = getattr(recipe, "prompt", None)
        values = {
            "card": name, "request": f"{name}-0", "origin": ORIGIN.canonical_json(),
            "recipe": recipe.canonical_json(), "private": name == "2", "prompt": prompt,
            "folded": prompt and prompt.casefold(), "state": "cancelled" if name == "4" else "done",
            "deleted_s": 1500.0 if name in "34" else None, "png": key("a"), "mp3": key("b"),
        }  # fmt: skip
        for statement in OLD_ROWS:
            session.execute(text(statement), values)
    session.execute(text("INSERT INTO user_settings VALUES ('600', 'silent')"))


OLD_ROWS = (
    "INSERT INTO cards (id, server, channel, author, reach, private, upload_limit, created_s, message, state) "
    "VALUES (:card, '800', '700', '600', 'channel', :private, 1, 1000.0, :card, 'ended')",
    "INSERT INTO requests (id, card_id, place, recipe, origin, upload_limit, prompt, prompt_folded, state) "
    "VALUES (:request, :card, 0, :recipe, :origin, 1, :prompt, :folded, :state)",
    "INSERT INTO clips "
    "(id, card_id, author, server, private, recipe, png, mp3, duration_s, notes, created_s, deleted_s) "
    "VALUES (:request, :card, '600', '800', :private, :recipe, :png, :mp3, 5.12, '[]', 1005.0, :deleted_s)",
)
