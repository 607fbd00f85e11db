"""The door: times to choose between, and the time that was chosen."""

from fastapi import APIRouter

router = APIRouter()
