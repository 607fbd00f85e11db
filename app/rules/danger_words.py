"""Words that may mean danger. They bring the help strip and one question, 'Er du i fare lige nu?'.

They never block a text, never decide urgency and are never stored: only the person's own answer counts (N8, design §6).
Too often is kinder than too seldom, so a phrase counts wherever it stands, also in 'not any more'.
A clinician reviews the list before release.
"""

import re
import unicodedata

# Danish and English. A space stands for any space; word beginnings count, so 'selvmord' finds 'selvmordstanker'.
_BEGINNINGS = (
    # taking one's own life
    "selvmord", "selv mord", "selmord", "suicid", "tage livet af", "tager livet af", "taget livet af",
    "tage mit eget liv", "tage mit liv", "tager mit eget liv", "gøre en ende på det", "ende mit liv",
    "afslutte mit liv", "afslutte livet", "slå mig selv ihjel", "slår mig selv ihjel", "slå mig ihjel",
    "slår mig ihjel", "hænge mig", "hoppe ud foran", "hoppe foran toget", "springe ud foran",
    "kill myself", "killing myself", "end my life", "ending my life", "end it all", "take my own life",
    "taking my own life", "hang myself",
    # not wanting to live
    "vil dø", "ville dø", "gerne dø", "ønsker at dø", "lyst til at dø", "tanker om at dø", "tænker på at dø",
    "vil ikke leve", "ikke leve mere", "ikke leve længere", "ikke lyst til at leve", "orker ikke at leve",
    "orker ikke livet", "ingen grund til at leve", "bedre uden mig", "vil ikke være her mere",
    "want to die", "wanna die", "wish i was dead", "wish i were dead", "better off dead",
    "better off without me", "not want to live", "don't want to live", "dont want to live", "no longer want to live",
    "no reason to live", "thoughts of dying",
    # hurting oneself
    "selvskade", "skade mig selv", "skader mig selv", "skære i mig selv", "skærer i mig selv", "skærer mig i",
    "cutter", "self-harm", "self harm", "selfharm", "hurt myself", "hurting myself", "harm myself", "cut myself",
    "cutting myself",
    # violence
    "voldtæg", "voldtag", "voldelig", "slår mig", "slog mig", "slået mig", "banker mig", "tæsker mig", "kvæle",
    "tog kvælertag", "truer mig", "truer med at", "truet på livet", "slå ham ihjel", "slå hende ihjel",
    "bange for ham", "bange for hende", "bange for min", "hits me", "hit me", "beats me", "beating me", "beat me up",
    "raped", "rapes me", "strangl", "choked me", "choking me", "threatens me", "threatened me", "threatening me",
    "threatens to", "kill him", "kill her", "kill me", "afraid of him", "afraid of her", "domestic violence",
    # the body in danger
    "overdosis", "overdose", "overdosering", "taget for meget", "taget for mange", "taget en hel masse piller",
    "bevidstløs", "kan ikke vække", "trækker ikke vejret", "kan ikke trække vejret", "krampe", "deliri",
    "took too much", "took too many", "taken too much", "taken too many", "unconscious", "passed out",
    "not breathing", "can't breathe", "cannot breathe", "can't wake", "cannot wake", "won't wake", "seizure",
)  # fmt: skip
# These begin other, harmless words ('voldsomt', 'od' in 'odder'), so they count only as whole words.
_WHOLE_WORDS = ("vold", "volden", "violence", "violent", "od", "od'ed", "odede")

_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u00b4": "'", "`": "'"})
_DANGER = re.compile(rf"\b(?:{'|'.join(map(re.escape, _BEGINNINGS))})|\b(?:{'|'.join(map(re.escape, _WHOLE_WORDS))})\b")


def danger_words_in(text: str) -> bool:
    """Whether a text holds a word that may mean danger, in any case, spacing or apostrophe."""
    plain = unicodedata.normalize("NFC", text).translate(_APOSTROPHES).casefold()
    return _DANGER.search(" ".join(plain.split())) is not None
