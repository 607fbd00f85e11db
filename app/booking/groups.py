"""The door: places in groups, and the waiting list."""

from fastapi import APIRouter

router = APIRouter()
