"""/riff-admin limits."""

from bot.administration.limits import KEPT_ALL, lines_of
from core.settings import Settings
from tests.bot.administration.conftest import Admin


async def test_what_the_operator_allows_is_said(admin: Admin) -> None:
    said = await admin("limits")
    assert "1 being painted, 4 waiting, 600 s of painting a day" in said
    assert "3 being painted, 30 waiting" in said
    assert "3 being painted, 32 waiting, 3600 s of painting a day" in said
    assert "60 s at most and 300 characters" in said
    assert "20 MiB" in said
    assert "kept for 90 days" in said


def test_it_is_what_the_settings_say() -> None:
    said = "\n".join(lines_of(Settings(user_waiting=9, retention_days=0)))
    assert "9 waiting" in said
    assert KEPT_ALL in said
