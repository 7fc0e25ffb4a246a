import pytest

from core.moderation import Rules


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The rules that come with Jamgram."""
    return Rules.built_in()
