"""Makes the tables of names that are read at run time out of the TOML files here and out of CLDR.

    python -m engross.languages.names.compile

One JSON file a language, `languages/tables/names-CODE.json`. The build runs the same function, so that a wheel carries
the tables and Babel (which has CLDR) is needed only where they are made.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CODES = ("en", "fr", "es", "de", "ru", "ar", "zh")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
FEMININE = {
    "ия": ("ии", "ию", "ией"),
    "ья": ("ьи", "ье", "ью", "ьей"),
    "а": ("ы", "е", "у", "ой"),
    "я": ("и", "е", "ю", "ей"),
}


def compile_tables(target: Path) -> list[Path]:
    """Writes the table of every language into `target`, which is made; returns the files. The same input gives the
    same bytes."""
    target.mkdir(parents=True, exist_ok=True)
    read = {
        name: _toml(f"{name}.toml")
        for name in ("bodies", "states", "places", "kinds", "treaties", "issuing", "symbols")
    }
    made = [_written(target / "symbols.json", read["symbols"])]
    for code in CODES:
        table = _table(code, _toml(f"{code}.toml"), read)
        made.append(_written(target / f"names-{code}.json", table))
    return made


def _written(path: Path, table: dict[str, Any]) -> Path:
    path.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    return path


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def slug(text: str) -> str:
    """Small ASCII letters, digits and hyphens."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", "")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


class _Hits:
    """The patterns of one automaton: what each is and what it stands for. What is added first stays."""

    def __init__(self) -> None:
        self.rows: dict[str, tuple[str, str]] = {}

    def add(self, pattern: str, kind: str, value: str = "", capitals: bool = False) -> None:
        """`pattern` with either apostrophe, and all in capitals as well where titles are."""
        for form in dict.fromkeys((pattern, pattern.replace("’", "'"))):
            self.rows.setdefault(form, (kind, value))
            if capitals and len(form) > 4:
                self.rows.setdefault(form.upper(), (kind, value))


def _table(code: str, wording: dict[str, Any], read: dict[str, Any]) -> dict[str, Any]:
    hits = _Hits()
    entities: dict[str, list[str]] = {}
    for pattern in read["states"]["not_states"].get(code, []):
        hits.add(pattern, "none")
    _bodies(code, read["bodies"], hits, entities)
    _treaties(code, read["treaties"], hits)
    _states(code, read["states"], hits, entities)
    _kinds(code, read["kinds"], hits)
    _places(code, read["places"], hits)
    _months(code, wording["dates"]["months"], hits)
    _triggers(wording, read["symbols"], hits)
    patterns = sorted(hits.rows)
    return {
        "code": code,
        "patterns": patterns,
        "kinds": [hits.rows[p][0] for p in patterns],
        "values": [hits.rows[p][1] for p in patterns],
        "entities": entities,
        "also_given_names": read["states"]["also_given_names"].get(code, []),
        "long_joints": read["states"]["long_joints"].get(code, []),
        "long_form": read["states"]["long_forms"].get(code, "(?!)"),
        "instruments": _instruments(code, read["kinds"]),
        "cited": {k: [t["country"], t["form"], t["subtype"], t["date"]] for k, t in read["treaties"].items()},
        "wording": wording,
        "issuing": read["issuing"]["all"] | read["issuing"][code],
    }


def _bodies(code: str, bodies: dict[str, Any], hits: _Hits, entities: dict[str, list[str]]) -> None:
    for key, body in bodies.items():
        names = body.get(code, [])
        shown = (names or body["en"])[0]
        entities[key] = [shown, "organization", body["href"], body["country"], body.get("actor", "")]
        for name in names:
            hits.add(
                name,
                "acronym" if len(name) < 7 and name.isupper() else "body",
                key,
                capitals=code in ("en", "fr", "es"),
            )


def _treaties(code: str, treaties: dict[str, Any], hits: _Hits) -> None:
    for key, treaty in treaties.items():
        for name in treaty.get(code, []):
            hits.add(name, "treaty", key, capitals=code in ("en", "fr", "es"))


def _states(code: str, states: dict[str, Any], hits: _Hits, entities: dict[str, list[str]]) -> None:
    from babel import Locale

    members, left_out = frozenset(states["states"].split()), frozenset(states["leave_out"].split())
    cldr, english = ({str(k): str(v) for k, v in Locale(c).territories.items()} for c in (code, "en"))
    printed: dict[str, list[str]] = {}
    for name, territory in states["names"].get(code, {}).items():
        if territory:
            printed.setdefault(territory, []).append(name)
        else:
            hits.add(name, "none")
    for territory in sorted(k for k in cldr if len(k) == 2 and k.isalpha() and k not in left_out):
        key = states["keys"].get(territory) or slug(english[territory])
        kind = "organization" if territory in members else "location"
        entities[key] = [cldr[territory], kind, territory.lower(), territory.lower(), ""]
        own = [] if territory in states["not_by_cldr"].split() else [_plain(cldr[territory])]
        for name in [*own, *printed.get(territory, [])]:
            what = (
                "acronym"
                if len(name) < 6 and name.replace(".", "").isupper() and code in ("en", "fr", "es", "de")
                else "state"
            )
            for form in _inflected(name, code):
                hits.add(form, what, key, capitals=code in ("en", "fr", "es"))


def _plain(name: str) -> str:
    """A name of CLDR without its remark: "Hong Kong SAR China", "Myanmar (Burma)", "Congo - Kinshasa"."""
    return re.sub(r" ?[(（].*[)）]| SAR China| - .*", "", name)


def _inflected(name: str, code: str) -> list[str]:
    """The forms of a name in running text: the German genitive, the Russian cases of one-word names, Arabic without
    vowel marks."""
    if code == "ar":
        return list(dict.fromkeys((name, re.sub("[\u064b-\u0652]", "", name))))
    if code == "de" and " " not in name and name[-1:].isalpha() and name[-1] not in "sxz":
        return [name, name + "s"]
    if code != "ru" or " " in name or not name[-1:].isalpha():
        return [name]
    for ending, others in FEMININE.items():
        if name.endswith(ending):
            return [name, *(name[: -len(ending)] + other for other in others)]
    if name[-1] in "ьй":
        return [name, *(name[:-1] + other for other in ("я", "ю", "ем", "е"))]
    if name[-1] in "бвгджзклмнпрстфхцчшщ":
        return [name, *(name + other for other in ("а", "у", "ом", "е"))]
    return [name]


def _kinds(code: str, kinds: dict[str, Any], hits: _Hits) -> None:
    for key, kind in kinds.items():
        for words in [] if kind.get("titles_only") else kind.get(code, []):
            if code not in ("ar", "zh"):
                hits.add(words, "instrument", key)
                hits.add(
                    " ".join(w if w in ("of", "the", "by", "to") else w.capitalize() for w in words.split()),
                    "instrument",
                    key,
                )


def _instruments(code: str, kinds: dict[str, Any]) -> list[list[str]]:
    """[words in small letters, name, form, subtype, segment], longer words first."""
    rows = []
    for key, kind in kinds.items():
        segment = re.sub(r"(?<!^)([A-Z])", r"-\1", key).lower()
        rows += [[words.lower(), key, kind["form"], kind["subtype"], segment] for words in kind.get(code, [])]
    return sorted(rows, key=lambda row: -len(row[0]))


def _places(code: str, places: dict[str, Any], hits: _Hits) -> None:
    for state, names in places[code].items():
        for name in names:
            hits.add(name, "place", state, capitals=code in ("en", "fr", "es"))


def _months(code: str, abbreviations: dict[str, int], hits: _Hits) -> None:
    from babel import Locale

    if code == "zh":
        hits.add("月", "month", "zh")
    else:
        for number, name in Locale(code).months["format"]["wide"].items():
            abbreviations.setdefault(str(name), number)
    for number, name in Locale("en").months["format"]["wide"].items():
        # mastheads of the United Nations are dated in English in every language
        hits.add(str(name), "month", f"{number:02d}")
    for name, number in abbreviations.items():
        for form in (name, name.lower(), name.capitalize(), name.upper()):
            hits.rows[form] = ("month", f"{number:02d}")
    for number in range(1, 13):
        hits.add(f"-{number:02d}-", "iso", f"{number:02d}")
        if code in ("de", "ru"):
            hits.add(f".{number:02d}.", "dotted", f"{number:02d}")
        if code in ("en", "fr", "es"):
            hits.add(f"/{ROMAN[number - 1]}/", "dotted", f"{number:02d}")


def _triggers(wording: dict[str, Any], symbols: dict[str, Any], hits: _Hits) -> None:
    cited, inner, persons, sessions = (wording[k] for k in ("citations", "inner", "persons", "sessions"))
    for kind in ("resolution", "decision", "document"):
        for word in cited[kind]:
            for form in dict.fromkeys((word, word.capitalize(), word.upper())):
                hits.rows[form] = (kind, hits.rows.get(form, ("", ""))[1] if kind != "document" else "")
    for kind in ("paragraph", "article", "annex", "section"):
        for word in inner[kind]:
            hits.rows.setdefault(word, (kind, ""))
    for family in symbols["families"]:
        hits.rows.setdefault(family["begins"], ("symbol", ""))
    for word in cited["heads"]:
        hits.rows[word] = ("head", hits.rows.get(word, ("", ""))[1])
    for word in [*cited["numbered"], *cited["dated_names"], *cited["bare_names"]]:
        hits.rows[word] = ("numbered", hits.rows.get(word, ("", ""))[1])
    for word in [*persons["honorifics"], *persons["roles"]]:
        hits.rows.setdefault(word, ("honorific", "role" if word in persons["roles"] else ""))
    for word in persons["offices"]:
        hits.rows[word] = ("office", "role" if word.removesuffix(" of") in persons["roles"] else "")
    for word in persons["nouns"]:
        hits.rows.setdefault(word, ("noun", ""))
    for word in sessions["words"]:
        hits.rows.setdefault(word, ("session", ""))


def main() -> None:
    """Writes the tables beside the languages, for a working copy."""
    for path in compile_tables(HERE.parent / "tables"):
        sys.stdout.write(f"{path.name}: {path.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
