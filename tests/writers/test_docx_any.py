"""The Word file of any tree at all: it is made, it is valid, it names each part once, and Word counts to its labels."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from lxml import etree
from openxml_audit import OpenXmlValidator

import strategies
from engross.faircopy import fair_copy
from engross.model import Instrument, text_of
from engross.writers.docx import DocxOptions, DocxWriter
from writers.test_docx_numbering import W, labels_in_word

_HELD = {ord(c): None for c in "\x00\x1b\ud800\ufffe\uffff\ufffd"}
_SETTINGS = settings(
    max_examples=50, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


def held(raw: str) -> str:
    """`raw` without white space and without what no XML file can hold."""
    return "".join(raw.translate(_HELD).split())


@_SETTINGS
@given(strategies.any_instruments())
def test_any_tree_makes_a_file_with_its_labels_and_names(instrument: Instrument) -> None:
    data = DocxWriter().write(instrument, DocxOptions()).value
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            etree.fromstring(file.read(name))
        document = etree.fromstring(file.read("word/document.xml"))
    lines = fair_copy(instrument).lines
    names = [e.get(f"{W}name") for e in document.iter(f"{W}bookmarkStart")]
    assert len({n.lower() for n in names}) == len(names) == len([x for x in lines if x.eid])
    shown = iter([(held(label), held(text)) for label, text in labels_in_word(data)])
    for line in lines:
        label = held(line.label)
        if label:
            assert any(label == got or (not got and text.startswith(label)) for got, text in shown), line.label


@_SETTINGS
@given(strategies.any_instruments())
def test_any_tree_keeps_its_words_in_order(instrument: Instrument) -> None:
    data = DocxWriter().write(instrument, DocxOptions(labels="none")).value
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        document = etree.fromstring(file.read("word/document.xml"))
    marks = {t for r in document.iter(f"{W}footnoteReference") for t in r.itersiblings(f"{W}t")}
    text = held("".join(t.text or "" for t in document.iter(f"{W}t") if t not in marks))
    at = 0
    for line in fair_copy(instrument).lines:
        words = held(text_of(line.content))
        found = text.find(words, at)
        assert found >= 0, words
        at = found + len(words)


@settings(_SETTINGS, max_examples=25)
@given(strategies.any_instruments())
def test_any_tree_makes_a_valid_file(instrument: Instrument) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.docx"
        path.write_bytes(DocxWriter().write(instrument, DocxOptions(record=b"<record/>")).value)
        assert [str(e) for e in OpenXmlValidator().validate(str(path)).errors] == []


@settings(_SETTINGS, max_examples=10)
@given(strategies.any_instruments())
def test_any_tree_makes_the_same_bytes_again(instrument: Instrument) -> None:
    assert DocxWriter().write(instrument, DocxOptions()) == DocxWriter().write(instrument, DocxOptions())
