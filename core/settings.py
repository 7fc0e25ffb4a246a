"""The settings that the environment decides; `.env.example` explains each."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

Device = Literal["auto", "cpu", "cuda"]
LogFormat = Literal["text", "json"]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]

EmptyIsNone = BeforeValidator(lambda value: None if value == "" else value)
"""`NAME=` in a file of settings means that it is not set."""

Port = Annotated[int, Field(ge=0, le=65535)]


class Settings(BaseSettings):
    """Read once, in a `__main__`, and handed down."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    discord_token: Annotated[SecretStr | None, EmptyIsNone] = None
    discord_guild_id: Annotated[int | None, EmptyIsNone] = None

    redis_url: SecretStr = SecretStr("redis://localhost:6379/0")
    database_url: SecretStr = SecretStr("sqlite:///data/jamgram.db")
    artefact_url: str = "file://data/artefacts"

    riff_model: str = "mini"
    riff_device: Device = "auto"
    riff_batch: Annotated[int, Field(ge=0, le=64)] = 0
    """0 lets the painter decide."""
    riff_grace_s: Annotated[float, Field(ge=0, le=3600)] = 8

    user_running: Annotated[int, Field(ge=1)] = 1
    user_waiting: Annotated[int, Field(ge=1)] = 4
    server_running: Annotated[int, Field(ge=1)] = 3
    server_waiting: Annotated[int, Field(ge=1)] = 30
    user_s_a_day: Annotated[int, Field(ge=1)] = 600

    retention_days: Annotated[int, Field(ge=0)] = 90
    """0 keeps every clip."""

    bot_port: Port = 9101
    worker_port: Port = 9102
    """0 serves neither metrics nor health."""

    log_level: LogLevel = "INFO"
    log_format: LogFormat = "text"
