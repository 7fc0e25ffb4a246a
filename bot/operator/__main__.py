"""`python -m bot.operator`: stop all of Jamgram or one server, block somebody everywhere, and see what holds."""

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from typing import Final

from bot.operator import orders
from bot.privacy.pseudonym import pseudonym
from bot.records import Records
from bot.records.oversight import REASON_MAX
from bot.words import is_id
from core import log, settings
from core.errors import UserError
from core.settings import Settings

BAD_SETTING: Final = 2
NO_ID: Final = "{words!r} is no id of Discord's: it has 15 to 20 digits. Developer Mode lets you copy it."


def main(arguments: Sequence[str]) -> int:
    """Do what is asked; the answer is the exit status."""
    asked = parser().parse_args(arguments)
    try:
        sys.stdout.write(f"{asyncio.run(ordered(settings.read(), asked))}\n")
    except UserError as error:
        sys.stderr.write(f"operator: {error}\n")
        return BAD_SETTING
    return 0


def parser() -> argparse.ArgumentParser:
    """Read the command line."""
    made = argparse.ArgumentParser(prog="python -m bot.operator", description=__doc__)
    commands = made.add_subparsers(dest="order", required=True)
    stop = commands.add_parser("stop", help="take in nothing and put away what is under way")
    go = commands.add_parser("go", help="go on with what was stopped")
    block = commands.add_parser("block", help="let somebody make nothing anywhere")
    unblock = commands.add_parser("unblock", help="lift such a block")
    commands.add_parser("status", help="see what is stopped and who is blocked")
    for one in (stop, go):
        one.add_argument("--server", type=snowflake, help="only this server, by its id; without it: everything")
    for one in (block, unblock):
        one.add_argument("user", type=snowflake, help="their id")
    for one in (stop, block):
        one.add_argument("--reason", default="", help="why, for those whom it is about")
    return made


def snowflake(words: str) -> str:
    """Take an id."""
    if not is_id(words):
        raise argparse.ArgumentTypeError(NO_ID.format(words=words))
    return words


async def ordered(chosen: Settings, asked: argparse.Namespace) -> str:
    """Write an order into the records, and say what came of it."""
    log.set_up("ERROR", chosen.log_format, secrets=chosen.secrets())
    records = await Records.join(chosen.database_url.get_secret_value())
    try:
        return await _do(records, chosen, asked, now_s=time.time())
    finally:
        await records.close()


async def _do(records: Records, chosen: Settings, asked: argparse.Namespace, *, now_s: float) -> str:
    match asked.order:
        case "stop":
            return await orders.stop(records, asked.server, asked.reason[:REASON_MAX], now_s=now_s)
        case "go":
            return await orders.go(records, asked.server, now_s=now_s)
        case "block":
            return await orders.block(records, asked.user, asked.reason[:REASON_MAX], now_s=now_s)
        case "unblock":
            return await orders.unblock(records, asked.user, alias=pseudonym(chosen, asked.user), now_s=now_s)
        case _:
            return await orders.status(records, now_s=now_s)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
