"""The door: what to do when no time fits."""

from fastapi import APIRouter

router = APIRouter()
