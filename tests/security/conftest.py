from tests.bot.conftest import (
    clock,
    database_url,
    empty_sqlite_url,
    records,
    redis,
    redis_socket,
    services,
    simcord_bot,
    sqlite_template,
    stage,
)

__all__ = [
    "clock",
    "database_url",
    "empty_sqlite_url",
    "records",
    "redis",
    "redis_socket",
    "services",
    "simcord_bot",
    "sqlite_template",
    "stage",
]
