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
from tests.worker.conftest import painter, tiny_model

__all__ = [
    "clock",
    "database_url",
    "empty_sqlite_url",
    "painter",
    "records",
    "redis",
    "redis_socket",
    "services",
    "simcord_bot",
    "sqlite_template",
    "stage",
    "tiny_model",
]
