"""The gate: judges a record by the official schema of Akoma Ntoso, and fast when there is nothing to object."""

from __future__ import annotations

from engross.schema.opaque import holds
from engross.schema.verdict import Fault, judge

__all__ = ["Fault", "holds", "judge"]
