"""The bytes of clips that are deleted or old, on their way out."""

from bot.records.values import ClipRecord
from bot.services import Services
from bot.threads import in_files


async def clear(services: Services, clip: ClipRecord) -> None:
    """Remove a clip's bytes, unless somebody else needs the same. Who is cut off in between does all of it again."""
    used = await services.records.keys_in_use(clip.keys, besides=[clip.id])
    for key in clip.keys - used:
        await in_files(services.artefacts.delete, key)
    await services.records.mark_swept(clip.id)
