"""The desk: whether the promise of a week is kept, and where times run short."""

from fastapi import APIRouter

router = APIRouter()
