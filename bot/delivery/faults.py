"""What Discord refuses with, and what it means for a card; docs/operations.md has the same table for people."""

from collections.abc import Mapping
from enum import Enum
from http import HTTPStatus
from typing import Final

import discord


class Fault(Enum):
    """Why a message did not get through, by what can be done about it."""

    DELETED = "its message was deleted: the card is removed, what waits is cancelled, nothing is posted again"
    FORBIDDEN = "a permission is missing: the text without files, else a direct message that names the permission"
    LOCKED = "the thread is locked: the channel that it belongs to, else as without a permission"
    GONE = "the channel or the server is gone: the channel that a thread belongs to, else a direct message"
    LARGE = "the files are too large: without the picture, else the text alone, which says so"
    OLD = "the message may not be edited any more, or not now: a new message that replies to it"
    EXPIRED = "the interaction's token is dead: a direct message"
    CLOSED = "the author takes no direct messages: given up, the clip stays in the records"
    REVOKED = "the bot's own token is not valid: the bot stops and says so"
    LATER = "Discord or the network fails: tried again later, for a day"
    REFUSED = "anything else: the text alone with the code, else given up with the code in the log"


CODES: Final[Mapping[int, Fault]] = {
    10003: Fault.GONE,  # unknown channel
    10004: Fault.GONE,  # unknown guild
    10008: Fault.DELETED,  # unknown message
    10013: Fault.CLOSED,  # unknown user
    10015: Fault.EXPIRED,  # unknown webhook: the token was never answered with a message, or has expired
    10062: Fault.EXPIRED,  # unknown interaction
    30046: Fault.OLD,  # maximum number of edits to messages older than 1 hour
    40005: Fault.LARGE,  # request entity too large
    50001: Fault.FORBIDDEN,  # missing access
    50007: Fault.CLOSED,  # cannot send messages to this user
    50013: Fault.FORBIDDEN,  # missing permissions
    50027: Fault.EXPIRED,  # invalid webhook token
    50083: Fault.OLD,  # the thread is archived: a new message opens it again
    50278: Fault.CLOSED,  # cannot send messages to this user: no mutual guilds
    160002: Fault.FORBIDDEN,  # cannot reply without permission to read message history
    160005: Fault.LOCKED,  # the thread is locked
}

STATUSES: Final[Mapping[int, Fault]] = {
    HTTPStatus.UNAUTHORIZED: Fault.REVOKED,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Fault.LARGE,
    HTTPStatus.TOO_MANY_REQUESTS: Fault.LATER,  # discord.py waits itself; what it hands on is a ban of the address
}


def fault_of(error: discord.HTTPException, *, by_token: bool) -> Fault:
    """Say what an answer means; `by_token`: it came to a request that carried an interaction's token, not the bot's."""
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Fault.LATER
    if by_token and error.status == HTTPStatus.UNAUTHORIZED:
        return Fault.EXPIRED
    return CODES.get(error.code) or STATUSES.get(error.status) or Fault.REFUSED
