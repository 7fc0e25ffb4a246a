"""All loops of the delivery, from the bot's start to its end."""

import asyncio
import random
import secrets
import socket
from collections.abc import Mapping
from functools import partial
from typing import Final

import discord

from bot.cases.desk import Desk
from bot.delivery.delivering import Deliverer
from bot.delivery.editing import Editor
from bot.delivery.listening import Listener
from bot.delivery.outbox import Outbox
from bot.delivery.pace import Paces
from bot.delivery.reconciling import Reconciler
from bot.delivery.refreshing import Refresher
from bot.delivery.sending import Sender
from bot.delivery.supervising import Loop, keep
from bot.delivery.sweeping import Sweeper
from bot.delivery.turns import Turns
from bot.delivery.watching import watch
from bot.family.waiting import Asking
from bot.freezing import keeping
from bot.jams.conducting import conductor
from bot.privacy.erasing import Eraser
from bot.services import Services
from core.events import Events
from core.lease import Lease

GRACE_S: Final = 4.0
"""What is being sent when the bot is asked to stop has so long; then it is left to whoever comes next."""

LEASE_S: Final = 10.0
SWEEP_LEASE_S: Final = 1800.0
ERASE_LEASE_S: Final = 120.0
"""Longer than the edit of one message may take."""


async def run(services: Services, client: discord.Client, *, stop: asyncio.Event) -> None:
    """Run until asked to stop; then end within a few seconds. The client must be logged in.

    Raises
    ------
    TokenRevokedError
        If Discord no longer knows the bot, so that it can't go on.
    """
    loops = [asyncio.create_task(keep(name, loop, stop), name=name) for name, loop in _loops(services, client).items()]
    asked = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({asked, *loops}, return_when=asyncio.FIRST_COMPLETED)
        stop.set()
        await asyncio.wait(loops, timeout=GRACE_S)
    finally:
        for task in (asked, *loops):
            task.cancel()
        answers = await asyncio.gather(*loops, return_exceptions=True)
    for answer in answers:
        if isinstance(answer, Exception):
            raise answer


def _loops(services: Services, client: discord.Client) -> Mapping[str, Loop]:
    owner = _owner(services)
    events = partial(Events, services.redis, consumer=_reader(services))
    turns, sender = Turns(), Sender(client)
    deliverer = Deliverer(services, sender, turns=turns, owner=owner, chance=random.random)
    outbox = Outbox(services, deliverer, owner=owner)
    editor = Editor(services, sender, turns=turns, owner=owner)
    lease = partial(_lease, services, owner, ttl_s=LEASE_S)
    return {
        "listening": Listener(services, events(), on_end=outbox.call).listen,
        "outbox": outbox.drain,
        "refreshing": Refresher(services, editor, lease("refreshing"), turns=turns, paces=Paces()).refresh,
        "reconciling": Reconciler(services, lease("reconciling"), events()).reconcile,
        "sweeping": Sweeper(services, lease("sweeping", ttl_s=SWEEP_LEASE_S)).sweep,
        "freezing": keeping.Keeper(services, lease("freezing", ttl_s=keeping.LEASE_S)).keep,
        "cases": Desk(services, client, lease("cases")).look_after,
        "erasing": Eraser(services, client, lease("erasing", ttl_s=ERASE_LEASE_S)).erase,
        "jams": conductor.Conductor(services, client, lease("jams", ttl_s=conductor.LEASE_S)).conduct,
        "asking": Asking(services, client, lease("asking")).ask,
        "watching": partial(watch, services, events(), client),
    }


def _reader(services: Services) -> str:
    """Name this process to the stream: the same name after a restart, so that what was read then is read again at once.

    Two processes that happen to share it read each other's ends too, which are recorded once all the same.
    """
    return f"{socket.gethostname()}:{services.settings.bot_port}"


def _owner(services: Services) -> str:
    """Name this process to the outbox and the leases: after a restart it has at once what it held then.

    Nobody else may share this name, so without a port, which only one process has at a time, it is made up.
    """
    return _reader(services) if services.settings.bot_port else f"bot-{secrets.token_hex(6)}"


def _lease(services: Services, owner: str, name: str, *, ttl_s: float) -> Lease:
    return Lease(services.redis, f"{{jamgram}}:lease:{name}", holder=owner, ttl_s=ttl_s)
