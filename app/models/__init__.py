"""The tables, one file a subject. Importing this package loads them all, as Alembic needs."""

from app.models.base import DataBase, KeyBase
from app.models.event import Event
from app.models.inquiry import Inquiry
from app.models.keys import CaseKey, CitizenSession, Draft, Forgotten, RetiredKey, ShownCode
from app.models.message import Message, Note
from app.models.staff import Staff, StaffSession

__all__ = [
    "CaseKey",
    "CitizenSession",
    "DataBase",
    "Draft",
    "Event",
    "Forgotten",
    "Inquiry",
    "KeyBase",
    "Message",
    "Note",
    "RetiredKey",
    "ShownCode",
    "Staff",
    "StaffSession",
]
