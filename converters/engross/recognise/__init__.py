"""Recognition: a text as it was found → pieces that tile it → the tree of an instrument.

lines · series (numbers) · layout · looks, features · furniture · grammar, path (one decision over the whole text) ·
pieces · reading (annexes, findings, reasons) · tree.
"""

from __future__ import annotations
