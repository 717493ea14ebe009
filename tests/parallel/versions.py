"""A resolution about lamps in three languages, numbered or not, whole or with parts left out."""

from __future__ import annotations

from collections.abc import Sequence

from engross import library
from engross.model import Instrument

EN = """Resolution 7/2

Lamps of the harbour

The Council of Harbours,

Recalling its resolution 5/1 of 3 March 2018,

Welcoming the report of the keepers of the lamps,

Acting under chapter III of its statute,

1. Decides that the lamps shall be lit at dusk until 30 June 2022;

2. Requests the Secretary-General to report on the lamps by 1 June 2023;

3. Calls upon all harbour masters:

(a) To trim the wicks;

(b) To buy 40 barrels of oil;

4. Condemns the theft of oil;

5. Decides to remain seized of the matter.
"""

FR = """Résolution 7/2

Lampes du port

Le Conseil des ports,

Rappelant sa résolution 5/1 du 3 mars 2018,

Se félicitant du rapport des gardiens des lampes,

Agissant en vertu du chapitre III de son statut,

1. Décide que les lampes seront allumées au crépuscule jusqu'au 30 juin 2022 ;

2. Prie le Secrétaire général de faire rapport sur les lampes le 1er juin 2023 au plus tard ;

3. Engage tous les capitaines de port :

a) À moucher les mèches ;

b) À acheter 40 barils d'huile ;

4. Condamne le vol d'huile ;

5. Décide de rester saisi de la question.
"""

AR = """القرار 7/2

مصابيح الميناء

إن مجلس الموانئ،

إذ يشير إلى قراره 5/1 المؤرخ 3 آذار/مارس 2018،

وإذ يرحب بتقرير حراس المصابيح،

وإذ يتصرف بموجب الفصل الثالث من نظامه الأساسي،

1 - يقرر أن تضاء المصابيح عند الغسق حتى 30 حزيران/يونيه 2022؛

2 - يطلب إلى الأمين العام أن يقدم تقريرا عن المصابيح بحلول 1 حزيران/يونيه 2023؛

3 - يهيب بجميع ربابنة الموانئ:

(أ) أن يقلموا الفتائل؛

(ب) أن يشتروا 40 برميلا من الزيت؛

4 - يدين سرقة الزيت؛

5 - يقرر أن يبقي المسألة قيد نظره.
"""

TEXTS = {"en": EN, "fr": FR, "ar": AR}


def instrument(
    language: str, without: str = "", numbered: bool = True, also: tuple[str, str] | None = None
) -> Instrument:
    """The version in a language. without: the first words of a paragraph that is left out; also: a paragraph put in
    before the one with those first words."""
    paragraphs = TEXTS[language].split("\n\n")
    if without:
        kept = [p for p in paragraphs if not p.lstrip("0123456789. -").startswith(without)]
        assert len(kept) == len(paragraphs) - 1
        paragraphs = kept
    if not numbered:
        paragraphs = [p.lstrip("0123456789") if not p.startswith("القرار") else p for p in paragraphs]
        paragraphs = [p.removeprefix(". ").removeprefix(" - ") for p in paragraphs]
    if also:
        at = next(n for n, p in enumerate(paragraphs) if p.startswith(also[0]))
        paragraphs.insert(at, also[1])
    return library.read("\n\n".join(paragraphs).encode(), "text", language=language).value


def instruments(languages: Sequence[str] = ("en", "fr", "ar")) -> list[Instrument]:
    """The whole versions."""
    return [instrument(language) for language in languages]
