"""/help: how to use it, in a few lines a topic."""

from typing import Any, Final, Literal, get_args

import discord
from discord import app_commands

from bot.commands import Command
from bot.services import services_of
from core.settings import Settings

Topic = Literal[
    "start", "riff", "sources", "buttons", "remixes", "jams", "queue", "limits", "rules", "privacy", "servers"
]  # fmt: skip

TOPICS: Final[dict[Topic, str]] = {
    "start": """\
**Jamgram makes music by painting it.** Type `/riff` and what you want to hear: `/riff lo-fi beats`.
A model paints the spectrogram of that music, and the picture is turned into sound.
More: `/help` with a topic: {topics}.""",
    "riff": """\
**/riff** takes a prompt, and if you like:
- `length` in seconds, and `loop`, so that the end runs into the beginning;
- `variations`, up to four clips on one card, and `seed`, to get the very same again;
- `quality`, draft, standard or fine, and `guidance`, how closely it keeps to your words;
- `bpm`, a beat to paint over, `negative`, what not to play, and `private`, so that only you see it.
While you type, it offers your own recent prompts, this server's presets, and styles. Who manages the server makes \
presets with `/riff-admin presets`.""",
    "sources": """\
**A source** is a sound or a spectrogram that is painted over: attach it to `/riff` as `source`, and say with \
`strength` how far to go from it.
`/play` turns a spectrogram into sound, and a sound into a spectrogram. So does the menu **Play this \
spectrogram**, with a message's picture or else its sound: right-click a message, or hold it, then *Apps*.""",
    "buttons": """\
**🔁 Reroll** paints the same words from new seeds. **🎛️ Remix**, **✨ Vary**, **➡️ Extend** and **🌀 Morph** ask what \
to make of the clip: see `/help remixes`.
**⭐ Star** gives it your star, or takes it back. **⬇️ Export** sends you its files.
Anybody may press them; what comes of it is theirs.
**🗑️ Delete** is for whoever asked for the clip, and for moderators.
Something wrong with a riff? The menu **Report riff** puts it before the moderators.""",
    "remixes": """\
**🎛️ Remix** paints other words over a clip, and keeps its melody, its groove or its mood.
**✨ Vary** paints it again from a beginning close to its own. **➡️ Extend** lets it go on, lead up to it or back to \
its beginning, up to 60 seconds. **🌀 Morph** turns it into words or into another clip.
`/remix`, `/vary`, `/extend` and `/morph` do the same for any clip that you may see, by its name, such as `R-7F3K9Q`.
Or reply to a clip, call me and say what to change, such as “darker, add piano”: that is a remix too.
The menus **Remix this** and **Riff from this audio** do it for messages, **Riff details** tells all about a clip.
What comes of a clip names its authors. Who may remix yours is up to you: `/account settings`.""",
    "jams": """\
**A jam** is music made together, in a thread of its own, by 2 to 16 people with a host and a clock. `/jam start` \
begins one, `/jam schedule` has it begin later; **🙋 Join** on its board lets you play.
**Relay**: one after another goes on from the section before. **Battle**: all say what to play, and the best one is \
voted for. **Layers**: a battle each for drums, bass, chords and lead.
**🎤 Contribute** asks what to play; until the bell you can change it. **⭐ Vote** asks which one is the best, your \
own aside; nobody learns for which one you voted.
What it costs is the server's, not yours. At the end all sections become one track, with everybody's credits.
`/jam status` shows the jams that are on, `/jam invite` calls somebody in.""",
    "queue": """\
**The line is fair:** servers take turns, and in a server its people do, by how long their clips take to paint.
Whoever asks for much waits for those who asked for little.
`/queue view` shows what you wait for, `/queue cancel` calls it off; so does the button on the card.
If a clip takes long, a reply tells you when it is ready; `/account settings` makes it silent or stops it.""",
    "limits": """\
You may have {settings.user_waiting} requests waiting and a server {settings.server_waiting}; each variation is one.
You have {settings.user_s_a_day} seconds of painting a day (UTC). What fails uses nothing up, \
unless your file was to blame, nor what you cancel in time; what you cancel while it is painted counts.
`/account limits` shows what is used up.""",
    "rules": """\
**What is asked for is looked at first**, its words and whether files are taken: it is made, held or refused. What is \
held or refused uses nothing up.
**⏸️ Held**: the moderators decide whether it is made. `/queue view` shows its number, *Cancel* takes it back, and you \
hear what they say, here or in a direct message.
**⛔ Refused**: you read why, and how to say it otherwise. **✋ Appeal**, where there is one, puts it before the \
moderators, for a day. Who is refused three times within ten minutes waits for ten.
**🚩 Report riff**, in a message's menu, puts a riff before them. What many report is hidden until \
they have looked at it.
**⚠️ Strikes** are theirs to give: the first warns, each other blocks you for longer. One counts for 30 days. \
`/account standing` shows yours.
**❄️ Frozen**: it waits, nothing of it is lost, and it goes on when that is lifted.
Words that a rule refuses by now show as ▇▇▇.""",
    "privacy": """\
What you type is kept with the clip, so that **Reroll** works, and to offer you your recent prompts.
Files are cleared away {kept}; recipes stay. **🗑️ Delete** removes a clip's files at once.
`/account privacy` says what is kept of you, `/account data export` gives you all of it, and `/account data delete` \
takes it away. `/account block` keeps somebody from remixing yours, and theirs out of your lists.""",
    "servers": """\
**Who manages a server** begins with `/riff-admin setup`: it asks where clips may be asked for, who moderates and how \
careful you are, and tests all of it.
`/riff-admin config view` shows what else can be chosen, for the server and for each channel. `/riff-admin filters` \
says which words are refused, held or replaced, and `/riff-admin filters test` explains why.
`/riff-admin selftest` says what is missing, such as a permission of mine.
**Who moderates** finds what waits for them with `/riff-mod queue`, and stops anything with `/riff-mod freeze`.""",
}


@app_commands.command(name="help", description="How to use Jamgram.")
@app_commands.describe(topic="What about.")
async def show_help(interaction: discord.Interaction[Any], topic: Topic = "start") -> None:
    """Tell about a topic, to the one who asks."""
    await interaction.response.send_message(text_of(topic, services_of(interaction).settings), ephemeral=True)


def text_of(topic: Topic, settings: Settings) -> str:
    """Fill a topic's words with this bot's settings."""
    others = ", ".join(f"`{one}`" for one in get_args(Topic)[1:])
    days = settings.retention_days
    kept = f"after {days} days without a star" if days else "only when you delete them"
    return TOPICS[topic].format(settings=settings, kept=kept, topics=others)


COMMANDS: Final[tuple[Command, ...]] = (show_help,)
