"""Questionnaires from files: FHIR in, a frozen form and a report of everything that was not taken as it stood."""

from app.instruments.importing import Imported, import_questionnaire
from app.instruments.report import Fate, Finding

__all__ = ["Fate", "Finding", "Imported", "import_questionnaire"]
