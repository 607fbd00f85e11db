"""The tables, one file a subject. Importing this package loads them all, as Alembic needs."""

from app.models.answer_set import AnswerSet
from app.models.base import DataBase, KeyBase
from app.models.calendar import Appointment, Occupied, OpenException, OpenRule, Resource
from app.models.event import Event
from app.models.follow_up import FollowUp, FollowUpConsent
from app.models.inquiry import Inquiry
from app.models.keys import (
    CaseKey,
    CitizenSession,
    ContactMark,
    Draft,
    Forgotten,
    MarkedTo,
    RetiredKey,
    ShownCode,
)
from app.models.message import Message, Note
from app.models.promise import CalendarFeed, FirstOffer, OfferAlarm
from app.models.questionnaire import FormUse, FormVersion
from app.models.staff import Staff, StaffSession
from app.models.visitation import AgendaItem, DecisionLetter, Deputy, MeetingParticipant
from app.models.waiting import GroupPlace, GroupSession, TimeRequest, Waiting

__all__ = [
    "AgendaItem",
    "AnswerSet",
    "Appointment",
    "CalendarFeed",
    "CaseKey",
    "CitizenSession",
    "ContactMark",
    "DataBase",
    "DecisionLetter",
    "Deputy",
    "Draft",
    "Event",
    "FirstOffer",
    "FollowUp",
    "FollowUpConsent",
    "Forgotten",
    "FormUse",
    "FormVersion",
    "GroupPlace",
    "GroupSession",
    "Inquiry",
    "KeyBase",
    "MarkedTo",
    "MeetingParticipant",
    "Message",
    "Note",
    "Occupied",
    "OfferAlarm",
    "OpenException",
    "OpenRule",
    "Resource",
    "RetiredKey",
    "ShownCode",
    "Staff",
    "StaffSession",
    "TimeRequest",
    "Waiting",
]
