"""A staff member's own calendar, for the calendar program they use."""

from fastapi import APIRouter

router = APIRouter()
