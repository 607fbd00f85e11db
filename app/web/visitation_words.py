"""Words for the choices of visitation and follow-up. ``words`` puts them among all the others."""

from enum import Enum

from app.rules.follow_up import FollowedUp, FollowUpKind, FollowUpState
from app.rules.visitation import Ruling, StartWhy
from app.web.language import mark

VISITATION_PAIRS: tuple[tuple[Enum, str], ...] = (
    (Ruling.GRANTED, mark("Hjælpen er bevilget")),
    (Ruling.NOT_GRANTED, mark("Hjælpen er ikke bevilget")),
    (Ruling.HAND_OVER, mark("Overleveres til andre")),
    (Ruling.MORE_KNOWLEDGE, mark("Vi skal vide mere")),
    (Ruling.NOTHING_MORE, mark("Der sker ikke mere")),
    (StartWhy.ALREADY_BEGUN, mark("Er allerede begyndt")),
    (StartWhy.FREE_CHOICE, mark("Borgeren har valgt et andet sted")),
    (StartWhy.CITIZEN_WAITS, mark("Borgeren beder om at vente")),
    (StartWhy.NO_ROOM, mark("Der er ikke plads før. Fristen bliver brudt")),
    (FollowUpKind.PLAN_REVIEW, mark("Planen ses igennem")),
    (FollowUpKind.AFTER_START, mark("Undervejs")),
    (FollowUpKind.AFTER_END, mark("Efter forløbet")),
    (FollowUpState.PLANNED, mark("Planlagt")),
    (FollowUpState.DONE, mark("Holdt")),
    (FollowUpState.UNREACHED, mark("Ikke truffet")),
    (FollowUpState.DECLINED, mark("Borgeren sagde nej")),
    (FollowUpState.CALLED_OFF, mark("Ikke nødvendig mere")),
    (FollowedUp.DONE, mark("Holdt")),
    (FollowedUp.UNREACHED, mark("Ikke truffet")),
    (FollowedUp.DECLINED, mark("Borgeren sagde nej")),
)
