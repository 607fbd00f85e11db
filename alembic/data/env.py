"""Run by Alembic for the history of the data store. What to do stands in ``app.migrations``."""

from app.migrations import run
from app.models import DataBase

run(DataBase.metadata)
