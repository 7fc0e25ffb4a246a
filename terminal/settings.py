"""What the environment decides for the terminal, which brings its own Redis and store: no other setting concerns it."""

from pydantic_settings import BaseSettings, SettingsConfigDict

from core.limits import MODEL_DEFAULT
from core.settings import Device


class Settings(BaseSettings):
    """Read once, in `__main__`, and handed down."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    riff_model: str = MODEL_DEFAULT
    riff_device: Device = "auto"
