"""The desk: groups, their places and those who wait."""

from fastapi import APIRouter

router = APIRouter()
