"""The HTML page of any tree at all: it is made, it names each part once, and its labels are those of the fair copy."""

from __future__ import annotations

import re

import lxml.html
from hypothesis import HealthCheck, given, settings

import strategies
from engross.faircopy import fair_copy
from engross.model import Instrument
from engross.writers.html import HtmlOptions, HtmlWriter

_CANNOT = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def held(raw: str) -> str:
    """`raw` as HTML can hold it, white space apart."""
    return "".join(_CANNOT.sub("\ufffd", raw).split())


@settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(strategies.any_instruments())
def test_any_tree_makes_a_page_with_its_labels_and_names(instrument: Instrument) -> None:
    page = HtmlWriter().write(instrument, HtmlOptions()).value.decode()
    found = lxml.html.document_fromstring(page)
    lines = fair_copy(instrument).lines
    labels = found.xpath("//main//span[@class='num'][not(ancestor::section[@role='doc-endnotes'])]")
    labels = found.xpath("//header//span[@class='num']") + labels
    shown = [held(e.text_content()) for e in labels if not e.xpath("ancestor::td | ancestor::th")]
    assert shown == [held(line.label) for line in lines if line.label]
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {held(line.eid) for line in lines if line.eid} <= {held(eid) for eid in ids}
    assert not found.xpath("//a//a | //script[not(@type)] | //@href[starts-with(., 'javascript')]")
