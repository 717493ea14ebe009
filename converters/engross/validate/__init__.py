"""Validation: levels from well-formed to the rules of the house, profiles, baselines and reports."""

from __future__ import annotations

from engross.validate.finding import Finding, Verdict
from engross.validate.levels import validate
from engross.validate.profile import Ruling, profile_names, ruling

__all__ = ["Finding", "Ruling", "Verdict", "profile_names", "ruling", "validate"]
