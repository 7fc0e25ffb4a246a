"""An operator's own judge of words, had by its name."""

import importlib
from typing import Final

from core.errors import UserError
from core.moderation.judging import Classifier

NOT_HAD: Final = "The setting RIFF_CLASSIFIER is {name}, and that can't be had: {why}."
NO_FUNCTION: Final = "the module has nothing of that name that can be called"


def classifier_of(name: str) -> Classifier:
    """Import `module:function`. It runs in the bot with all that the bot may do: only an operator can name it.

    Raises
    ------
    UserError
        If there is none.
    """
    module, _, function = name.partition(":")
    try:
        found = getattr(importlib.import_module(module), function, None)
    except Exception as error:  # whatever an operator's module raises when it is imported is told
        raise UserError(NOT_HAD.format(name=name, why=f"{type(error).__name__}: {error}")) from error
    if not callable(found):
        raise UserError(NOT_HAD.format(name=name, why=NO_FUNCTION))
    classifier: Classifier = found
    return classifier
