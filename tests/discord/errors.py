"""Discord's answers to what it refuses: an HTTP status, a code and a sentence."""

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web


def json_answer(told: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:  # noqa: ANN401 - any JSON
    """Write JSON as Discord does: discord.py knows it by a content type without a charset."""
    kind = {"Content-Type": "application/json"}
    return web.Response(body=json.dumps(told).encode(), status=status, headers={**kind, **(headers or {})})


@dataclass(frozen=True)
class Refusal:
    """An answer that is not what was asked for."""

    status: int
    code: int
    sentence: str

    def answer(self) -> web.Response:
        return json_answer({"message": self.sentence, "code": self.code}, status=self.status)


class RefusedError(Exception):
    """Raised by a route."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.sentence)
        self.refusal = refusal


UNAUTHORIZED = Refusal(401, 0, "401: Unauthorized")
NO_SUCH_ROUTE = Refusal(404, 0, "404: Not Found")
UNKNOWN_CHANNEL = Refusal(404, 10003, "Unknown Channel")
UNKNOWN_GUILD = Refusal(404, 10004, "Unknown Guild")
UNKNOWN_MESSAGE = Refusal(404, 10008, "Unknown Message")
UNKNOWN_USER = Refusal(404, 10013, "Unknown User")
UNKNOWN_WEBHOOK = Refusal(404, 10015, "Unknown Webhook")
UNKNOWN_INTERACTION = Refusal(404, 10062, "Unknown interaction")
TOO_LARGE = Refusal(413, 40005, "Request entity too large")
ALREADY_ACKNOWLEDGED = Refusal(400, 40060, "Interaction has already been acknowledged.")
MISSING_ACCESS = Refusal(403, 50001, "Missing Access")
NOT_YOUR_MESSAGE = Refusal(403, 50005, "Cannot edit a message authored by another user")
EMPTY_MESSAGE = Refusal(400, 50006, "Cannot send an empty message")
CANNOT_SEND_TO_USER = Refusal(403, 50007, "Cannot send messages to this user")
MISSING_PERMISSIONS = Refusal(403, 50013, "Missing Permissions")
NO_THREADS_HERE = Refusal(400, 50024, "Cannot execute action on this channel type")
EXPIRED_TOKEN = Refusal(401, 50027, "Invalid Webhook Token")
ARCHIVED = Refusal(400, 50083, "Thread is archived")
NO_REPLIES = Refusal(400, 160002, "Cannot reply without permission to read message history")
HAS_A_THREAD = Refusal(400, 160004, "A thread has already been created for this message")
LOCKED = Refusal(400, 160005, "Thread is locked")
TOO_MANY_THREADS = Refusal(400, 160006, "Maximum number of active threads reached")
TOO_MANY_FOLLOW_UPS = Refusal(400, 40094, "This interaction has reached its maximum number of follow-up messages")


def invalid_form(faults: list[str]) -> Refusal:
    return Refusal(400, 50035, "Invalid Form Body: " + "; ".join(faults))
