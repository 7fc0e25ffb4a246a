import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from core.errors import UserError
from core.settings import Settings, read


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def complaint(file: Path) -> str:
    with pytest.raises(UserError) as caught:
        read(file)
    return str(caught.value)


def test_without_an_environment_the_built_in_model_runs_where_it_can() -> None:
    assert Settings() == Settings(riff_model="mini", riff_device="auto")


def test_the_environment_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIFF_MODEL", "riffusion/riffusion-model-v1")
    monkeypatch.setenv("RIFF_DEVICE", "cpu")
    assert Settings() == Settings(riff_model="riffusion/riffusion-model-v1", riff_device="cpu")


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().riff_model = "other"  # type: ignore[misc]


def test_a_name_without_a_value_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.setenv(name.upper(), "")
    assert Settings() == Settings.model_construct()


def test_a_file_of_settings_is_read(nowhere: Path) -> None:
    nowhere.write_text('# ours\nDISCORD_TOKEN="abc.def"\nRIFF_BATCH=4\nAWS_REGION=eu-west-1\n', "utf-8")
    settings = read(nowhere)
    assert settings.discord_token is not None
    assert settings.discord_token.get_secret_value() == "abc.def"
    assert settings.riff_batch == 4


def test_the_environment_is_above_the_file(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere.write_text("RIFF_BATCH=4\n", "utf-8")
    monkeypatch.setenv("RIFF_BATCH", "8")
    assert read(nowhere).riff_batch == 8


def test_a_missing_file_sets_nothing(nowhere: Path) -> None:
    assert read(nowhere) == Settings()


def test_settings_themselves_read_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("RIFF_BATCH=4\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert Settings().riff_batch == 0
    assert read().riff_batch == 4


def test_a_file_that_is_no_text_is_refused_in_a_sentence(nowhere: Path) -> None:
    nowhere.write_bytes(b"DISCORD_TOKEN=\xff\xfe\n")
    assert complaint(nowhere).startswith(f"The settings in {nowhere} cannot be read: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_file_that_is_closed_to_us_is_refused_in_a_sentence(nowhere: Path) -> None:
    nowhere.write_text("RIFF_BATCH=4\n", "utf-8")
    nowhere.chmod(0)
    assert "cannot be read" in complaint(nowhere)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("RIFF_DEVICE=abacus", "The setting RIFF_DEVICE can be 'auto', 'cpu' or 'cuda', not abacus."),
        ("RIFF_BATCH=many", "The setting RIFF_BATCH must be a whole number, not many."),
        ("RIFF_BATCH=65", "The setting RIFF_BATCH can be at most 64, not 65."),
        ("RIFF_GRACE_S=soon", "The setting RIFF_GRACE_S must be a number, not soon."),
        ("RIFF_GRACE_S=nan", "The setting RIFF_GRACE_S must be a number, not nan."),
        ("USER_WAITING=0", "The setting USER_WAITING must be at least 1, not 0."),
        ("BOT_PORT=70000", "The setting BOT_PORT can be at most 65535, not 70000."),
        ("DISCORD_GUILD_ID=my server", "The setting DISCORD_GUILD_ID must be a whole number, not my server."),
        ("LOG_LEVEL=LOUD", "The setting LOG_LEVEL can be 'DEBUG', 'INFO', 'WARNING' or 'ERROR', not LOUD."),
        ("REDIS_URL=localhost", "The setting REDIS_URL must begin with redis://, rediss:// or unix://."),
        (
            "DATABASE_URL=mysql://x",
            "The setting DATABASE_URL must begin with sqlite:///, postgres:// or postgresql://.",
        ),
    ],
)
def test_a_wrong_setting_is_explained_in_one_sentence(nowhere: Path, line: str, sentence: str) -> None:
    nowhere.write_text(line + "\n", "utf-8")
    assert complaint(nowhere) == sentence


def test_a_url_with_a_bare_slash_in_its_password_is_refused_without_telling_it(nowhere: Path) -> None:
    nowhere.write_text("REDIS_URL=redis://:hunter/2@example.org:6379/0\n", "utf-8")
    said = complaint(nowhere)
    assert "write / as %2F" in said
    assert "hunter" not in said


def test_a_token_is_taken_without_the_spaces_around_it() -> None:
    token = Settings.model_validate({"discord_token": " abc.def\n"}).discord_token
    assert token is not None
    assert token.get_secret_value() == "abc.def"


def test_secrets_are_not_shown() -> None:
    settings = Settings.model_validate({"discord_token": "abc.def", "redis_url": "redis://:hunter2@example.org"})
    assert "abc.def" not in repr(settings)
    assert "hunter2" not in repr(settings)


def test_what_no_log_may_hold_is_the_token_and_every_password_in_both_spellings() -> None:
    settings = Settings.model_validate(
        {
            "discord_token": "abc.def",
            "redis_url": "rediss://:hunter%2F2@example.org:6379/0",
            "database_url": "postgresql://jam:s3cret@example.org/jam",
        }
    )
    assert set(settings.secrets()) == {"abc.def", "hunter%2F2", "hunter/2", "s3cret"}


def test_the_key_of_pseudonyms_is_a_secret() -> None:
    assert Settings(pseudonym_key="of all people").secrets() == ("of all people",)


def test_without_secrets_there_is_nothing_to_hide() -> None:
    assert Settings().secrets() == ()


@pytest.mark.parametrize("package", ["bot", "core.contract", "core.health", "core.log", "core.settings"])
def test_what_everybody_loads_is_small(package: str) -> None:
    assert not {"torch", "numpy", "diffusers", "librosa", "PIL", "discord", "sqlalchemy"} & loaded_by(package)


def test_the_whole_bot_loads_nothing_that_paints() -> None:
    assert not {"torch", "numpy", "diffusers", "librosa", "transformers"} & loaded_by("bot.__main__")


def loaded_by(package: str) -> set[str]:
    program = f"import sys, {package}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(run.stdout.split())
