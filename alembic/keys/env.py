"""Run by Alembic for the history of the key store. What to do stands in ``app.migrations``."""

from app.migrations import run
from app.models import KeyBase

run(KeyBase.metadata)
