"""The desk: opening rules, absence, rooms and closed days."""

from fastapi import APIRouter

router = APIRouter()
