"""The slash commands and message menus, one file each. A file names its commands in `COMMANDS`; a new one is found."""

from typing import Any

from discord import app_commands

Command = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu
