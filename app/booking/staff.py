"""The desk: the week, and the appointments in it."""

from fastapi import APIRouter

router = APIRouter()
