"""The settings that the environment decides; `.env.example` explains each."""

from typing import Literal

from pydantic_settings import BaseSettings, SettingsConfigDict

Device = Literal["auto", "cpu", "cuda"]


class Settings(BaseSettings):
    """Read once, in a `__main__`, and handed down."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    riff_model: str = "mini"
    riff_device: Device = "auto"
