"""Any instrument at all becomes a sound PDF that says everything."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engross.model import Instrument
from engross.styles import BUILT_IN
from engross.writers.pdf import PdfOptions, PdfWriter
from strategies import any_instruments

EXTREME = """
sizes = { text = 24, leading = 40, title = 48, title-leading = 72 }
margins = { sides = 160, top = 160, bottom = 160 }
text = { first-line = 90, space = 4 }
clauses = { numbers = "indented", indent = 90 }
signatures = { columns = 4 }
masthead = { form = "table" }
running = { near = "{title}{title}", far = "{title}", foot = "{symbol}{title}", first-page = true }
"""

OPTIONS = st.builds(
    PdfOptions,
    labels=st.sampled_from(["none", "plain", "cited"]),
    paper=st.sampled_from(["a4", "letter"]),
    columns=st.sampled_from([1, 2]),
    line_numbers=st.sampled_from([0, 3]),
    draft=st.booleans(),
    style=st.sampled_from([*BUILT_IN, EXTREME]),
    record=st.sampled_from([b"", b"<x/>"]),
)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_instruments(), OPTIONS)
def test_any_instrument_is_printed(instrument: Instrument, options: PdfOptions) -> None:
    outcome = PdfWriter().write(instrument, options)
    assert outcome.value.startswith(b"%PDF-1.7")
    assert outcome.value == PdfWriter().write(instrument, options).value
    if qpdf := shutil.which("qpdf"):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "made.pdf")
            file.write_bytes(outcome.value)
            done = subprocess.run([qpdf, "--check", file], capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr
