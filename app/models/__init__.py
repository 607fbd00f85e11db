"""The tables, one file a subject. Importing this package loads them all, as Alembic needs."""

from app.models.answer_set import AnswerSet
from app.models.base import DataBase, KeyBase
from app.models.calendar import Appointment, Occupied, OpenException, OpenRule, Resource
from app.models.event import Event
from app.models.inquiry import Inquiry
from app.models.keys import CaseKey, CitizenSession, Draft, Forgotten, RetiredKey, ShownCode
from app.models.message import Message, Note
from app.models.promise import CalendarFeed, FirstOffer, OfferAlarm
from app.models.staff import Staff, StaffSession
from app.models.waiting import GroupPlace, GroupSession, TimeRequest, Waiting

__all__ = [
    "AnswerSet",
    "Appointment",
    "CalendarFeed",
    "CaseKey",
    "CitizenSession",
    "DataBase",
    "Draft",
    "Event",
    "FirstOffer",
    "Forgotten",
    "GroupPlace",
    "GroupSession",
    "Inquiry",
    "KeyBase",
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
