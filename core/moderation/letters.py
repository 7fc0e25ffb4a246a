"""Which letter a sign stands for in the eye of who reads it."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

MASK: Final = "*"
"""Stands for a letter that somebody blotted out."""

BREAK: Final = "~"
"""Stands for any other sign."""

_LOOKALIKES: Final[Mapping[str, str]] = {
    "a": "ᎪаАαΑɑᴀåÅ∀ɐ🅰🅐⍺ꓮ", "b": "ᏴВвьЬƄβΒʙ🅱🅑Ƀƀɓꓐ", "c": "ᏟсСϲϹᴄⅽ¢ɔƆꓚ🅲🅒©", "d": "ᎠԁᴅđĐɗÐðꓓ🅳🅓",
    "e": "ᎬеЕєЄҽεΕɛǝəƏᴇ€ℯꓰ🅴🅔ёЁΞ", "f": "ғƒϝꜰꓝ🅵🅕ſɟ", "g": "Ꮐɡɢǥցԍƃꓖ🅶🅖", "h": "ᎻᏂһҺНнһΗʜհɥꓧ🅷🅗ħĦ",
    "i": "ᎥіІıɪιΙίꙇӏⅼ🅸🅘ɨᴉ¡¦Ⅰ", "j": "ᎫјЈϳᴊɈɉꓙ🅹🅙ʝ", "k": "ᏦкКκΚᴋꓗ🅺🅚ʞĸƙ", "l": "ᏞʟłŁꓡ🅻🅛ɭ£",
    "m": "ᎷмМᴍΜɱꓟ🅼🅜ɯ", "n": "ոпПΝηɴŋŊИиꓠ🅽🅝ɲņ", "o": "оОοΟσᴏօØøѻ○◯⭕🅾🅞ꓳӨөΘθ⊙●", "p": "ᏢрРρΡᴘþÞꓑ🅿🅟",
    "q": "ԛզԚ🆀🅠ɋ", "r": "ᎡᏒгГʀᴦяЯɾɹⲅꓣ🆁🅡", "s": "ᏚᏕѕЅꜱʂՏꓢ🆂🅢§", "t": "ᎢтТτΤᴛʇţꓔ🆃🅣†ŧŦ",
    "u": "υυսᴜμµʋцЦꓴ🆄🅤Սմ∪", "v": "ᏙᏩѵνᴠѴʌꓦ🆅🅥∨√", "w": "ᎳᏔԝωшШᴡѡʍꓪ🆆🅦ɯ₩", "x": "хХχΧ×᙮ꓫ🆇🅧✗✘❌✖", "y": "ᎩуУγΥʏүҮ¥ʎꓬ🆈🅨ყ",
    "z": "ᏃᴢΖʐꓜ🆉🅩ƶƵ",
}  # fmt: skip

_MANY: Final[Mapping[str, str]] = {"æ": "ae", "œ": "oe", "ß": "ss", "ᴂ": "ae", "🆎": "ab", "🆑": "cl", "🆗": "ok"}

_MASKS: Final = frozenset("＊∗⁎✱✲✳✴•·∙▇█■▪▒░▓◼⬛*❋﹡٭※")
_SPACES: Final = frozenset("\u2800\u3000")
_UNSEEN: Final = frozenset("\u3164\u115f\u1160\uffa0\u17b4\u17b5")
_DASHES: Final = frozenset("‐‑‒–—―−﹘－")
_REGIONAL: Final = ord("🇦")

_LETTER_OF: Final[Mapping[str, str]] = {
    sign: letter for letter, signs in reversed([*_LOOKALIKES.items()]) for sign in signs
} | dict(_MANY)

TURNED: Final = frozenset("ɐɔǝɟƃɥᴉɾʞɯɹʇʌʍʎ")
"""Letters that stand on their heads: who writes them means to be read backwards."""

UPSIDE_DOWN: Final = str.maketrans("undpbq6923", "nupdqb9623")
"""What a letter is when the whole line is turned."""


@lru_cache(maxsize=65_536)
def shown(sign: str) -> str:
    """Say what one sign is read as: small letters, digits, ASCII signs, a blot, a break; nothing if it is unseen."""
    if sign.isascii():
        return _ascii(sign)
    if sign in _LETTER_OF:
        return _LETTER_OF[sign]
    if 0 <= (letter := ord(sign) - _REGIONAL) < 26:
        return chr(ord("a") + letter)
    return "".join(_plain(part) for part in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", sign)))


def _ascii(sign: str) -> str:
    if sign.isspace() or not sign.isprintable():
        return " "
    return sign.lower()


def _plain(sign: str) -> str:
    """Reduce what is left after its marks and its font were taken off."""
    if sign.isascii():
        return _ascii(sign)
    category = unicodedata.category(sign)
    if category in {"Mn", "Me", "Cf", "Cs"} or sign in _UNSEEN:
        return ""
    if category[0] in "ZC" or sign in _SPACES:
        return " "
    return _letter_or_sign(sign, category)


def _letter_or_sign(sign: str, category: str) -> str:
    if sign in _MASKS:
        return MASK
    if sign in _DASHES:
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if category[0] not in "LM":
        return BREAK
    return "".join(_LETTER_OF.get(small, small) for small in _LETTER_OF.get(sign, sign.casefold()))
