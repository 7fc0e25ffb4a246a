"""The settings that the environment decides; `.env.example` explains each."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.errors import UserError, user_error_of
from core.lanes.values import Limits

Device = Literal["auto", "cpu", "cuda"]
LogFormat = Literal["text", "json"]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]

ENV_FILE: Final = Path(".env")


def url_of(*schemes: str) -> Callable[[SecretStr], SecretStr]:
    """Make a validator of URLs. It never repeats what it refuses: there may be a password in it."""

    def refuse_others(url: SecretStr) -> SecretStr:
        if not url.get_secret_value().startswith(schemes):
            raise ValueError(f"must begin with {', '.join(schemes[:-1])} or {schemes[-1]}")
        if not readable(url.get_secret_value()):
            raise ValueError("cannot be read: in its password write / as %2F, # as %23, ? as %3F, @ as %40, : as %3A")
        return url

    return refuse_others


def readable(url: str) -> bool:
    """Tell whether a URL falls into its parts."""
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


Port = Annotated[int, Field(ge=0, le=65535)]
Token = Annotated[SecretStr, BeforeValidator(lambda token: token.strip() if isinstance(token, str) else token)]
RedisUrl = Annotated[SecretStr, AfterValidator(url_of("redis://", "rediss://", "unix://"))]
DatabaseUrl = Annotated[SecretStr, AfterValidator(url_of("sqlite:///", "postgres://", "postgresql://"))]


class Settings(BaseSettings):
    """Read once, in a `__main__`, and handed down. `NAME=` means that it is not set."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    discord_token: Token | None = None
    discord_guild_id: Annotated[int, Field(ge=1)] | None = None

    redis_url: RedisUrl = SecretStr("redis://localhost:6379/0")
    database_url: DatabaseUrl = SecretStr("sqlite:///data/jamgram.db")
    artefact_url: str = "file://data/artefacts"

    riff_model: str = "mini"
    riff_device: Device = "auto"
    riff_batch: Annotated[int, Field(ge=0, le=64)] = 0
    """0 lets the painter decide."""
    riff_grace_s: Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False)] = 8

    riff_rules: Path | None = None
    """A file of rules of words, beside those that come with Jamgram."""
    riff_classifier: Annotated[str, Field(pattern=r"^[\w.]+:\w+$")] | None = None

    user_running: Annotated[int, Field(ge=1)] = 1
    user_waiting: Annotated[int, Field(ge=1)] = 4
    server_running: Annotated[int, Field(ge=1)] = 3
    server_waiting: Annotated[int, Field(ge=1)] = 30
    user_s_a_day: Annotated[int, Field(ge=1)] = 600
    jam_waiting: Annotated[int, Field(ge=1)] = 32
    server_jam_s_a_day: Annotated[int, Field(ge=1)] = 3600

    retention_days: Annotated[int, Field(ge=0)] = 90
    """0 keeps every clip."""
    pseudonym_key: SecretStr | None = None
    """Names those who had all their data deleted, for whoever blocked them; without it the token does."""

    listen_host: str = "127.0.0.1"
    bot_port: Port = 9101
    worker_port: Port = 9102
    """0 serves neither metrics nor health."""

    log_level: LogLevel = "INFO"
    log_format: LogFormat = "text"

    @property
    def limits(self) -> Limits:
        """How much one user and one server may have."""
        return Limits(
            user_running=self.user_running,
            user_waiting=self.user_waiting,
            server_running=self.server_running,
            server_waiting=self.server_waiting,
            user_s_a_day=self.user_s_a_day,
            jam_waiting=self.jam_waiting,
            server_jam_s_a_day=self.server_jam_s_a_day,
        )

    def secrets(self) -> tuple[str, ...]:
        """Collect what no log may hold: the token, and the passwords in URLs as they stand there and as they are."""
        urls = (self.redis_url.get_secret_value(), self.database_url.get_secret_value(), self.artefact_url)
        passwords = [urlsplit(url).password or "" for url in urls]
        token = self.discord_token.get_secret_value() if self.discord_token else ""
        key = self.pseudonym_key.get_secret_value() if self.pseudonym_key else ""
        return tuple(filter(None, [token, key, *passwords, *map(unquote, passwords)]))


def read(file: Path = ENV_FILE) -> Settings:
    """Read the environment, and below it this file if there is one: a sentence says what is wrong with either."""
    try:
        return Settings(_env_file=file)
    except ValidationError as error:
        raise user_error_of(error) from error
    except (OSError, UnicodeError) as error:
        raise UserError(f"The settings in {file} cannot be read: {error}.") from error
