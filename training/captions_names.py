"""What people call each style, and which of those names are true of a piece."""

from __future__ import annotations

import re

from training.compose_piece import Piece

_NAMES = {
    "lo-fi hip hop": "lo-fi hip hop|lofi hip hop|lo-fi beats|lofi beats|lo-fi|lofi|chill beats|chillhop|lo-fi study music|chill study music|lofi chill beats|beats to relax to",
    "boom bap": "boom bap|hip hop|boom bap hip hop|old school hip hop|90s hip hop|rap beat|hip hop beat|golden age hip hop|rap instrumental",
    "trap": "trap|trap beat|trap music|808 trap|dark trap|trap instrumental|hard trap beat|modern rap beat",
    "drum and bass": "drum and bass|dnb|drum & bass|d&b|jungle|drum n bass|liquid drum and bass|breakbeat",
    "dubstep": "dubstep|brostep|wobble bass|dubstep drop|heavy dubstep|bass music|dubstep wobble",
    "house": "house|house music|deep house|piano house|club music|chicago house|dance music|edm house",
    "techno": "techno|techno music|detroit techno|berlin techno|warehouse techno|underground techno|rave techno|hard techno",
    "acid": "acid house|acid techno|acid|303 acid|acid bassline|acid rave",
    "trance": "trance|uplifting trance|trance music|euphoric trance|psy trance|edm trance|supersaw trance",
    "dub techno": "dub techno|deep dub techno|minimal techno|basic channel style techno|dubby techno",
    "disco": "disco|70s disco|disco music|funky disco|nu disco|disco funk|studio 54 disco",
    "hardstyle": "hardstyle|hardcore techno|gabber|hard dance|hardstyle rave|hardcore rave",
    "synthwave": "synthwave|retrowave|80s synth|outrun|80s synthwave|vaporwave|80s synth pop|dark synth",
    "chiptune": "chiptune|8-bit|8-bit music|video game music|chip music|retro game music|8 bit game soundtrack|nes music|arcade music",
    "ambient": "ambient|ambient music|ambient soundscape|atmospheric music|meditation music|space ambient|sleep music|relaxing ambient",
    "drone": "drone|drone music|dark ambient|drone ambient|droning soundscape|deep drone",
    "industrial": "industrial|industrial music|ebm|industrial noise|industrial metal|noise",
    "funk": "funk|funky groove|70s funk|funk music|funk band|slap bass funk|james brown style funk",
    "rock": "rock|rock music|rock band|classic rock|hard rock|rock song|guitar rock|indie rock|alternative rock",
    "punk": "punk|punk rock|hardcore punk|skate punk|fast punk rock|garage punk",
    "heavy metal": "heavy metal|metal|thrash metal|death metal|metal riff|metal music|heavy metal guitar",
    "reggae": "reggae|roots reggae|reggae groove|jamaican reggae|dub reggae|reggae music",
    "blues": "blues|blues shuffle|chicago blues|12 bar blues|electric blues|slow blues|blues jam",
    "soul": "soul|soul music|motown|r&b|rhythm and blues|60s soul|classic soul|neo soul",
    "surf rock": "surf rock|surf music|surf guitar|60s surf rock|spy guitar music|twangy surf guitar",
    "gospel": "gospel|gospel choir|gospel music|church gospel|praise music|gospel hymn",
    "jazz swing": "jazz|swing|jazz swing|bebop|swing jazz|jazz combo|jazz club music|jazz music|straight-ahead jazz|hard bop",
    "jazz ballad": "jazz ballad|slow jazz|smooth jazz|late night jazz|lounge jazz|slow jazz ballad|noir jazz|mellow jazz",
    "big band": "big band|big band swing|swing orchestra|big band jazz|brass band swing|1940s swing",
    "bossa nova": "bossa nova|bossa|brazilian bossa nova|brazilian jazz|bossa nova guitar|latin jazz|cafe bossa nova",
    "salsa": "salsa|salsa music|cuban salsa|latin dance music|son montuno|mambo|afro-cuban music",
    "samba": "samba|brazilian samba|carnival samba|samba drums|batucada|rio carnival music",
    "tango": "tango|argentine tango|accordion tango|tango nuevo|tango music|buenos aires tango",
    "flamenco": "flamenco|flamenco guitar|spanish guitar|spanish flamenco|rumba flamenca|andalusian music",
    "cumbia": "cumbia|colombian cumbia|cumbia music|tropical cumbia|latin cumbia|accordion cumbia",
    "classical piano": "classical piano|piano sonata|romantic piano|piano music|piano piece|classical music|solo piano|piano etude",
    "string quartet": "string quartet|chamber music|classical strings|strings|string chamber music|classical string ensemble",
    "cinematic orchestra": "cinematic orchestra|orchestra|film score|epic orchestral music|movie soundtrack|orchestral|trailer music|symphonic music|symphony",
    "church organ": "church organ|pipe organ|organ music|cathedral organ|organ toccata|gothic organ",
    "choir": "choir|choral music|a cappella choir|church choir|sacred choir|choral singing|voices|angelic choir",
    "baroque harpsichord": "baroque harpsichord|harpsichord|baroque|baroque music|bach style harpsichord|baroque dance",
    "waltz": "waltz|viennese waltz|waltz in three|ballroom waltz|3/4 waltz|old waltz",
    "pizzicato": "pizzicato strings|pizzicato|plucked strings|playful pizzicato|sneaky cartoon music|quirky plucked strings",
    "folk guitar": "folk guitar|acoustic guitar|fingerpicked guitar|folk|indie folk|acoustic folk|singer-songwriter guitar|fingerstyle guitar",
    "country": "country|country music|nashville country|country western|classic country|honky tonk country|country song",
    "bluegrass": "bluegrass|banjo bluegrass|appalachian music|bluegrass banjo|hillbilly music|fast bluegrass",
    "celtic": "celtic|irish jig|celtic music|irish folk|irish music|celtic jig|medieval tavern music|scottish folk",
    "music box": "music box|music box lullaby|lullaby|toy music box|wind-up music box|baby lullaby",
    "gamelan": "gamelan|balinese gamelan|bells|indonesian gamelan|gongs and bells|javanese gamelan|bell music",
    "marimba minimalism": "marimba minimalism|minimalism|marimba|steve reich style minimalism|minimal music|mallet music|marimba patterns",
    "afrobeat": "afrobeat|afrobeat groove|nigerian afrobeat|african groove|afro funk|highlife|west african music",
    "indian raga": "indian raga|sitar music|indian classical music|raga|sitar|hindustani music|indian sitar",
    "taiko drums": "taiko drums|taiko|japanese drums|war drums|tribal drums|epic percussion|drum ensemble|big drums",
    "steel drums": "steel drums|calypso|steel pan|caribbean music|steelpan calypso|soca|island music",
}  # fmt: skip
NAMES = {style: tuple(names.split("|")) for style, names in _NAMES.items()}

_CLAIMS = {
    "beat": "drums", "beats": "drums", "breakbeat": "drums", "percussion": "drums", "shuffle": "drums", "groove": "drums",
    "drum": "drum", "drums": "drum", "guitar": "guitar", "piano": "piano", "harpsichord": "harpsichord", "organ": "organ",
    "choir": "choir", "voices": "choir", "singing": "choir", "choral": "choir", "cappella": "only choir",
    "accordion": "accordion", "banjo": "banjo", "sitar": "sitar", "marimba": "marimba", "mallet": "marimba|vibraphone|xylophone",
    "strings": "strings|violin|viola|cello", "string": "strings|violin|viola|cello", "quartet": "viola", "steel": "steel drums",
    "steelpan": "steel drums", "pan": "steel drums", "slap": "slap bass", "brass": "brass", "box": "music box", "wobble": "wobble bass",
    "bassline": "bass", "acid": "acid bass", "303": "acid bass", "808": "808|drum machine", "supersaw": "supersaw", "bells": "bells|celesta|glockenspiel|vibraphone",
    "gongs": "bells", "plucked": "pizzicato", "pizzicato": "pizzicato", "batucada": "drums", "solo": "only", "orchestra": "strings|brass", "dnb": "drums", "d&b": "drums",
    "band": "drums", "combo": "drums", "ensemble": "", "synth": "synth|drone",
}  # fmt: skip


def _holds(claim: str, piece: Piece) -> bool:
    """Whether what a word claims, one of several instruments or being alone, is so."""
    sounding = " | ".join(piece.instruments)
    if claim.startswith("only"):
        return len(piece.instruments) == 1 and claim.removeprefix("only").strip() in sounding
    return any(name in sounding for name in claim.split("|"))


def is_true(words: str, piece: Piece) -> bool:
    """Whether every instrument that the words name sounds in the piece."""
    claims = [_CLAIMS[word] for word in re.findall(r"[a-z0-9&]+", words) if word in _CLAIMS]
    return all(_holds(claim, piece) for claim in claims)


def true_names(piece: Piece) -> tuple[str, ...]:
    """The names of a piece's style that promise nothing it lacks; perhaps none."""
    return tuple(name for name in NAMES[piece.style] if is_true(name, piece))
