"""The law's own numbers: how many days, in which paragraph, and how surely we know it.

As last read in 2024, in the sources named here and not in the law gazette itself.
A lawyer checks each one before release; nothing else in the code knows a paragraph.
"""

from dataclasses import dataclass

LAST_READ = "as last read 2024; re-check before release"
NOT_READ = "from general knowledge, not in the sources; check before release"


@dataclass(frozen=True, kw_only=True)
class LawText:
    """One rule of law. ``days`` is calendar days, or ``None`` where the law sets no deadline.

    ``paragraph`` is the official name, in Danish, as it is quoted on the screen.
    """

    key: str
    days: int | None
    paragraph: str
    source: str
    checked: str = LAST_READ


ALCOHOL_TREATMENT = LawText(
    key="sul_141",
    days=14,
    paragraph="sundhedsloven § 141",
    source="stk. 2 (14 days) and stk. 7 (anonymous on request); Haderslev standard 2024, 5.4",
)
DRUG_TREATMENT = LawText(
    key="sel_101",
    days=14,
    paragraph="serviceloven § 101",
    source="stk. 4 (14 days) and 6 (free choice may depart from it); Haderslev standard 2024, 6.2; "
    "Ishøj standard 2018, 'Behandlingsgaranti' (also under 18)",
)
ANONYMOUS_DRUG_TREATMENT = LawText(
    key="sel_101_a",
    days=None,
    paragraph="serviceloven § 101 a",
    source="national guideline 2.4: no guarantee for anonymous outpatient treatment; Ishøj standard 2018",
)
DOCTOR = LawText(
    key="sul_142",
    days=14,
    paragraph="sundhedsloven § 142",
    source="national guideline 2.4 and Haderslev standard 2024, 6.2: a doctor's talk within 14 days",
)
INTEGRATED_TREATMENT = LawText(
    key="sul_82_c",
    days=14,
    paragraph="sundhedsloven § 82 c",
    source="the region's duty since 1 September 2024, from the day it received the referral",
)
COMPLAINT = LawText(
    key="rsl_67",
    days=28,
    paragraph="retssikkerhedsloven § 67",
    source="Ishøj standard 2018, 'Klagemuligheder': within 4 weeks of receiving the decision",
    checked=NOT_READ,
)

SOCIAL_ACTION_PLAN = LawText(
    key="sel_141",
    days=None,
    paragraph="serviceloven § 141",
    source="Ishøj standard 2018, 'Handleplan': offered to everybody whom several efforts are for (C8)",
)
APPEAL = LawText(
    key="sel_166",
    days=None,
    paragraph="serviceloven § 166",
    source="Haderslev standard 2024, 6.4: decisions after serviceloven go to Ankestyrelsen by way of the centre",
    checked=NOT_READ,
)
HEALTH_COMPLAINT = LawText(
    key="kel_1",
    days=None,
    paragraph="klage- og erstatningsloven § 1",
    source="Ishøj standard 2018 and Haderslev standard 2024, 6.4: complaints about health care go to the health "
    "authorities; the board's name today is from general knowledge",
    checked=NOT_READ,
)

LAWS = {
    law.key: law
    for law in (
        ALCOHOL_TREATMENT,
        DRUG_TREATMENT,
        ANONYMOUS_DRUG_TREATMENT,
        DOCTOR,
        INTEGRATED_TREATMENT,
        COMPLAINT,
        SOCIAL_ACTION_PLAN,
        APPEAL,
        HEALTH_COMPLAINT,
    )
}
