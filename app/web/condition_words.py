"""The conditions that some services have, in words: met, asked about and not met, to the citizen and to staff.

To the citizen what is not told is a question, and a condition that does not hold is said of the service, not of them.
"""

from app.rules.services import Condition
from app.web.language import mark

MET_TO_CITIZEN: dict[Condition, str] = {
    Condition.NO_SOCIAL_HELP: mark("Du får ikke hjælp til andre sociale problemer."),
    Condition.NO_SOCIAL_PROBLEMS: mark("Du har ikke andre sociale problemer."),
    Condition.NO_MENTAL_ILLNESS: mark("Du har ikke en psykisk sygdom."),
    Condition.JOB_OR_EDUCATION: mark("Du har job eller er i gang med en uddannelse."),
    Condition.MENTAL_ILLNESS: mark("Du har det også psykisk svært."),
    Condition.PREGNANT_OR_CHILDREN: mark("Du er gravid, eller der bor børn hos dig."),
    Condition.OTHER_IS_ADULT: mark("Den, du holder af, er voksen."),
    Condition.AT_HOME_OR_SHELTER: mark("Du bor på et bosted eller et herberg."),
    Condition.OFTEN_AT_DROP_IN: mark("Du kommer på et værested."),
}
ASKED_OF_CITIZEN: dict[Condition, str] = {
    Condition.NO_SOCIAL_HELP: mark("Får du hjælp fra kommunen til andet, som bolig, penge eller familie?"),
    Condition.NO_SOCIAL_PROBLEMS: mark("Er der andet, der er svært, som bolig, penge eller familie?"),
    Condition.NO_MENTAL_ILLNESS: mark("Har du en psykisk sygdom eller har det psykisk svært?"),
    Condition.JOB_OR_EDUCATION: mark("Har du job, eller er du i gang med en uddannelse?"),
    Condition.MENTAL_ILLNESS: mark("Har du også det psykisk svært?"),
    Condition.PREGNANT_OR_CHILDREN: mark("Er du gravid, eller bor der børn hos dig?"),
    Condition.OTHER_IS_ADULT: mark("Er den, du holder af, fyldt 18 år?"),
    Condition.AT_HOME_OR_SHELTER: mark("Bor du på et bosted eller et herberg?"),
    Condition.OFTEN_AT_DROP_IN: mark("Kommer du på et værested?"),
}
UNMET_TO_CITIZEN: dict[Condition, str] = {
    Condition.NO_SOCIAL_HELP: mark(
        "Uden navn kan man få det, hvis man ikke også får hjælp til andre sociale problemer."
    ),
    Condition.NO_SOCIAL_PROBLEMS: mark("Det er for dem, der ikke har andre sociale problemer."),
    Condition.NO_MENTAL_ILLNESS: mark("Det er for dem, der ikke også har det psykisk svært."),
    Condition.JOB_OR_EDUCATION: mark("Det er for dem, der har job eller er i gang med en uddannelse."),
    Condition.MENTAL_ILLNESS: mark("Det er for dem, der også har det psykisk svært."),
    Condition.PREGNANT_OR_CHILDREN: mark("Det er for dem, der er gravide eller har børn hos sig."),
    Condition.OTHER_IS_ADULT: mark("Det er for dem, der holder af en, der er fyldt 18 år."),
    Condition.AT_HOME_OR_SHELTER: mark("Det er for dem, der bor på et bosted eller et herberg."),
    Condition.OFTEN_AT_DROP_IN: mark("Det er for dem, der kommer på et værested."),
}
MET_TO_STAFF: dict[Condition, str] = {
    Condition.NO_SOCIAL_HELP: mark("Borgeren får ikke hjælp til andre sociale problemer."),
    Condition.NO_SOCIAL_PROBLEMS: mark("Borgeren har ikke andre sociale problemer."),
    Condition.NO_MENTAL_ILLNESS: mark("Borgeren har ingen psykisk lidelse."),
    Condition.JOB_OR_EDUCATION: mark("Borgeren har job eller er i uddannelse."),
    Condition.MENTAL_ILLNESS: mark("Borgeren har også en psykisk lidelse."),
    Condition.PREGNANT_OR_CHILDREN: mark("Borgeren er gravid eller har hjemmeboende børn."),
    Condition.OTHER_IS_ADULT: mark("Den, den pårørende er bekymret for, er fyldt 18 år."),
    Condition.AT_HOME_OR_SHELTER: mark("Borgeren bor på botilbud eller herberg."),
    Condition.OFTEN_AT_DROP_IN: mark("Borgeren kommer på et værested."),
}
ASKED_BY_STAFF: dict[Condition, str] = {
    Condition.NO_SOCIAL_HELP: mark("Spørg, om borgeren får hjælp til andre sociale problemer (serviceloven § 101 a)."),
    Condition.NO_SOCIAL_PROBLEMS: mark("Spørg, om borgeren har andre sociale problemer."),
    Condition.NO_MENTAL_ILLNESS: mark("Spørg, om borgeren har en psykisk lidelse, som udelukker gruppen."),
    Condition.JOB_OR_EDUCATION: mark("Spørg, om borgeren har job eller er i uddannelse."),
    Condition.MENTAL_ILLNESS: mark("Spørg, om borgeren også har en psykisk lidelse."),
    Condition.PREGNANT_OR_CHILDREN: mark("Spørg, om borgeren er gravid eller har hjemmeboende børn."),
    Condition.OTHER_IS_ADULT: mark("Spørg, om den, den pårørende er bekymret for, er fyldt 18 år."),
    Condition.AT_HOME_OR_SHELTER: mark("Spørg, om borgeren bor på botilbud eller herberg."),
    Condition.OFTEN_AT_DROP_IN: mark("Spørg, om borgeren kommer på et værested."),
}
UNMET_TO_STAFF: dict[Condition, str] = {
    Condition.NO_SOCIAL_HELP: mark("Borgeren får hjælp til andre sociale problemer (serviceloven § 101 a)."),
    Condition.NO_SOCIAL_PROBLEMS: mark("Borgeren har andre sociale problemer."),
    Condition.NO_MENTAL_ILLNESS: mark("Borgeren har en psykisk lidelse."),
    Condition.JOB_OR_EDUCATION: mark("Borgeren har hverken job eller uddannelse."),
    Condition.MENTAL_ILLNESS: mark("Borgeren har ingen psykisk lidelse."),
    Condition.PREGNANT_OR_CHILDREN: mark("Borgeren er ikke gravid og har ingen hjemmeboende børn."),
    Condition.OTHER_IS_ADULT: mark("Den, den pårørende er bekymret for, er under 18 år."),
    Condition.AT_HOME_OR_SHELTER: mark("Borgeren bor ikke på botilbud eller herberg."),
    Condition.OFTEN_AT_DROP_IN: mark("Borgeren kommer ikke på et værested."),
}
