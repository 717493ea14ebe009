"""The checks beyond the schema: one function a rule, all in one traversal of the XML, ours or foreign."""

from __future__ import annotations

from engross.rules.record import Found, Record
from engross.rules.registry import served
from engross.rules.walk import NotWellFormedError, as_utf8, traverse

__all__ = ["Found", "NotWellFormedError", "Record", "as_utf8", "served", "traverse"]
