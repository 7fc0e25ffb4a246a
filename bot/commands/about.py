"""/about: what runs here, and under which terms."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath
from typing import Any, Final

import discord
from discord import app_commands

from bot.commands import Command
from bot.services import services_of
from bot.words import escape
from core.limits import MODEL_DEFAULT

PROGRAM: Final = """\
**Jamgram {version}** makes music by painting its spectrogram. The program is under the MIT licence.
{model}"""

BUILT_IN: Final = """\
Its model is the built-in one, `mini`, trained on music that this project composed itself.
Licence: MIT. It restricts nothing that you do with the clips."""

RIFFUSION: Final = """\
Its model is [riffusion-model-v1](<https://huggingface.co/riffusion/riffusion-model-v1>).
Licence: [CreativeML OpenRAIL-M](<https://huggingface.co/spaces/CompVis/stable-diffusion-license>). Its authors claim \
no rights in what it makes. You may not use it to break the law, to exploit or harm people, to harass, defame or \
deceive them, to decide over their rights, or for the other uses that the licence's attachment A excludes."""

OTHER: Final = "Its model is `{name}`. Its model card says under which licence, and what you may not do with it."

TERMS: Final = {MODEL_DEFAULT: BUILT_IN, "riffusion/riffusion-model-v1": RIFFUSION}


@app_commands.command(description="What runs here: version, model, licence and terms of use.")
async def about(interaction: discord.Interaction[Any]) -> None:
    """Tell what paints here, to the one who asks."""
    await interaction.response.send_message(text_of(services_of(interaction).settings.riff_model), ephemeral=True)


def text_of(model: str) -> str:
    """Say what is known of a model's terms. Of a folder only its own name is told."""
    is_path = PurePath(model).is_absolute() or model.startswith((".", "~"))
    name = (PurePath(model).name if is_path else model).replace("`", "'")
    return PROGRAM.format(version=escape(installed()), model=TERMS.get(model) or OTHER.format(name=name))


def installed() -> str:
    """Name the version that was installed; code that only lies in a folder has none."""
    try:
        return version("jamgram")
    except PackageNotFoundError:
        return "from its source"


COMMANDS: Final[tuple[Command, ...]] = (about,)
