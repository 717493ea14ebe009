"""JSON: the tree's own structs in an envelope, by a published schema; what is unknown is refused, not lost."""

from __future__ import annotations

import json

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

import engross_schemas
import instruments
from engross import jsonform
from engross.diagnostics import EngrossError, UnreadableError
from engross.model import Document, Emphasis, Formula, Instrument, Metadata, Paragraph
from engross.readers.akn import AknReader
from engross.readers.json import JsonReader
from engross.writers.akn import AknWriter
from engross.writers.json import JsonOptions, JsonWriter
from strategies import normal_instruments

SCHEMA = json.loads(engross_schemas.path("instrument.schema.json").read_bytes())
HAND_MADE = [instruments.communique, instruments.resolution, instruments.treaty, instruments.arabic, instruments.empty]


def test_the_published_schema_is_that_of_the_tree() -> None:
    assert engross_schemas.path("instrument.schema.json").read_bytes() == jsonform.schema()


@pytest.mark.parametrize("make", HAND_MADE)
def test_instruments_are_written_by_the_schema_and_come_back(make: object) -> None:
    instrument = make()
    data = JsonWriter().write(instrument).value
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(data))
    assert JsonReader().read(data).value == instrument


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=12)
@given(normal_instruments())
def test_any_normal_instrument_is_written_by_the_schema_and_comes_back(instrument: Instrument) -> None:
    data = JsonWriter().write(instrument).value
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(data))
    assert JsonReader().read(data).value == instrument


@pytest.mark.parametrize("make", HAND_MADE)
def test_equal_instruments_give_the_same_bytes_wherever_they_come_from(make: object) -> None:
    data = JsonWriter().write(make()).value
    by_record = AknReader().read(AknWriter().write(make()).value).value
    assert JsonWriter().write(by_record).value == data
    assert JsonWriter().write(JsonReader().read(data).value).value == data


def test_defaults_are_left_out_in_annexes_too() -> None:
    formula = Formula((Paragraph(("We,",)),), "".join(["enacting", "Formula"]))
    data = JsonWriter().write(Instrument(Metadata(), Document("doc", "x", preamble=(formula,)))).value
    assert b"enactingFormula" not in data


def test_the_file_is_readable_and_ends_with_a_line_feed() -> None:
    data = JsonWriter().write(instruments.treaty()).value
    assert data.startswith(b'{\n  "engross": 1,\n  "instrument": {\n')
    assert data.endswith(b"}\n")
    assert JsonWriter().write(instruments.treaty(), JsonOptions(indent=0)).value.count(b"\n") == 1


def test_characters_stand_as_themselves_and_lone_surrogates_are_replaced() -> None:
    made = JsonWriter().write(Instrument(Metadata(title="é \x00 \ud800"), Document("doc", "x")))
    assert "é \\u0000 \ufffd".encode() in made.value
    assert [d.rule.id for d in made.found] == ["json-character"]


def test_a_tree_nested_too_deep_is_an_error_of_one_line() -> None:
    inline: object = "x"
    for _ in range(200_000):
        inline = Emphasis("i", (inline,))  # type: ignore[arg-type]
    with pytest.raises(EngrossError, match="nested too deep"):
        JsonWriter().write(Instrument(Metadata(), Document("doc", "x", body=(Paragraph((inline,)),))))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not well-formed JSON"),
        (b"{", "not well-formed JSON"),
        (b"\xff\xfe", "not well-formed JSON"),
        (b"[]", "not an instrument of Engross"),
        (b"{}", "not an instrument of Engross: Object missing required field `engross`"),
        (b'{"engross": 2}', "version 2 of the JSON form; this Engross reads version 1"),
        (b'{"engross": "1"}', r"not an instrument of Engross: Expected `int`, got `str` - at `\$.engross`"),
        (b'{"engross": 1}', "Object missing required field `instrument`"),
        (b'{"engross": 1, "instrument": {"metadata": {"title": 1}}}', r"`\$.instrument.metadata.title`"),
        (
            b'{"engross": 1, "instrument": {"metadata": {}, "document": {"form": "doc", "name": "x", "boddy": []}}}',
            r"no field has the path `\$.instrument.document.boddy`",
        ),
        (
            b'{"engross": 1, "instrument": {"metadata": {}, "document": {"form": "doc", "name": "x", "body": '
            b'[{"type": "p", "content": ["a", {"type": "ref", "content": [], "href": "#b", "text": "c"}]}]}}}',
            r"no field has the path `\$.instrument.document.body\[0\].content\[1\].text`",
        ),
        (b'{"x": ' + b"[" * 100_000, "nested too deep"),
    ],
)
def test_what_is_no_instrument_is_refused_with_its_path(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message) as error:
        JsonReader().read(data, "in.json")
    assert str(error.value).startswith("in.json: ")
    assert "\n" not in str(error.value)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    data = b"\xef\xbb\xbf" + JsonWriter().write(instruments.treaty()).value
    assert JsonReader().read(data).value == instruments.treaty()
