"""Words for harm: what each says of the persons it is said of."""

from __future__ import annotations

import re

# What a verb, participle or adjective says of the persons it is said of.
HARMS: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "killed",
        frozenset(
            """
            kill kills killed killing dead die dies died dying slain slay slaying murdered murder
            massacred slaughtered execute executes executed executing assassinate assassinates assassinated
            assassinating perish perished behead beheads beheaded beheading lynched lives
            fatally deceased martyred gunned drowned slayed
            """.split()
        ),
    ),
    (
        "wounded",
        frozenset(
            """
            wound wounds wounded wounding injure injured injures injuring hurt hurting maimed
            hospitalized hospitalised
            """.split()
        ),
    ),
    (
        "kidnapped",
        frozenset(
            """
            kidnap kidnapped kidnaps kidnapping abduct abducted abducting abducts hostage hostages
            captive
            """.split()
        ),
    ),
    (
        "freed",
        frozenset(["freed", "free", "released", "release", "rescued", "rescue", "liberated"]),
    ),
    ("missing", frozenset(["missing", "unaccounted", "disappeared"])),
    (
        "arrested",
        frozenset(
            """
            arrested arrest detained detain captured apprehended arresting detaining
            """.split()
        ),
    ),
)
HARM_OF = {word: name for name, listed in HARMS for word in listed}
FATAL = re.compile(
    r"\b(dead|death|fatal(ly)?|killed|killing|died|dies|murder\w*|assassinat\w*|executed|slain|lethal)\b",
    re.IGNORECASE,
)
# Every word that a text with somebody's death in it may have.
DEATH = re.compile(
    r"\b(?:dead|deadl\w+|deaths?|die[ds]?|dying|kill\w*|fatal\w*|lethal|murder\w*|assassinat\w*|execut(?:e[ds]?|ing|ions?)"
    r"|slain|slay\w*|massacre\w*|slaughter\w*|lynch\w*|behead\w*|decapitat\w*|martyr\w*|perish\w*|deceased|drown\w*"
    r"|casualt\w+|fatalit\w+|homicides?|femicides?|lives|lifeless|bod(?:y|ies)|corpses?|remains|tolls?|gunned|strangl\w*"
    r"|funerals?|buried|burial|mourn\w*|suicide|shot)\b",
    re.IGNORECASE,
)
# Those of a death that somebody brought about.
KILLING = re.compile(
    r"\b(?:kill\w*|murder\w*|assassin\w*|execut(?:e[ds]?|ing|ions?)|slain|slay\w*|massacre\w*|slaughter\w*|lynch\w*"
    r"|behead\w*|homicides?|femicides?|found dead|bod(?:y|ies)|strangl\w*|gunned)\b",
    re.IGNORECASE,
)
# Every word that a text with somebody hurt in it may have.
HURT = re.compile(
    r"\b(?:injur\w*|wound\w*|hurt\w*|harm\w*|hospital\w*|shot|shoot\w*|stab\w*|beat\w*|burn\w*|casualt\w*|maim\w*"
    r"|graz\w*|struck|hit|condition|surgery|treat(?:ed|ment)|attacked|assault\w*|tortur\w*|bruis\w*|fractur\w*|broken?"
    r"|bleed\w*|blood\w*|blind\w*|poison\w*|acid|unconscious|coma|raped?|lash\w*|slash\w*|knif\w*|punch\w*|kick\w*)\b",
    re.IGNORECASE,
)
# Those of somebody who was hurt and lives, in a text that has dead: "shot" may be said of these.
SURVIVED = re.compile(
    r"\b(?:injur\w*|(?<!gunshot )(?<!stab )(?<!bullet )wound\w*|hurt\w*|harm\w*|hospital\w*|medical cent(?:er|re)|ambulance"
    r"|critical|condition|surgery|treat(?:ed|ment)|graz\w*|surviv\w*|recover\w*|rushed|airlift\w*|life[- ]threatening"
    r"|stabili[sz]ed|maim\w*|also (?:been )?(?:shot|stabbed)|struck|hit|beaten|burn\w*|casualt\w*|unconscious|coma"
    r"|bleed\w*|blind\w*|poison\w*|raped?|tortur\w*)\b",
    re.IGNORECASE,
)
SUFFERS = frozenset(["suffer", "sustain", "receive", "have"])
WOUND = frozenset(["wound", "wounds", "injury", "injuries", "gunshot", "burns"])
IN_CONDITION = re.compile(
    r"(,? ?(who|were|was|are|is|remain(s|ed)?|left|listed|reported|still|also|taken|hospitali[sz]ed|to|the|a|hospital) )*in (critical|serious|stable|grave|fair|good|guarded|life) ?(but|stable|critical)? ?condition",
    re.IGNORECASE,
)
