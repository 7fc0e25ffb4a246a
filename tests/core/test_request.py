import pytest
from pydantic import ValidationError

from core.contract import Riff
from core.request import NAME_MAX, Origin, Request

ORIGIN = Origin(server="1", channel="2", author="3", message="4")


def test_a_request_survives_being_written_and_read() -> None:
    request = Request(id="a1", recipe=Riff(prompt="rain", seed=7), origin=ORIGIN)
    assert Request.model_validate_json(request.canonical_json()) == request


@pytest.mark.parametrize("name", ["", "a:b", "a b", "@a", "*", "ä", "a\n", "a" * (NAME_MAX + 1)])
def test_a_name_that_could_be_mistaken_for_part_of_a_key_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        Origin(server=name, channel="2", author="3")


def test_a_request_needs_neither_server_nor_message() -> None:
    origin = Origin(channel="2", author="3")
    assert (origin.server, origin.message) == (None, None)
