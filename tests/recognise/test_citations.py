"""What a sentence cites, in seven languages: instruments by number, symbol, date and name; and what cites nothing."""

from __future__ import annotations

import pytest

from engross.model import Content, Reference, text_of
from engross.recognise.dress import dress
from engross.recognise.pieces import Piece
from engross.source import Span

SENTENCES: list[tuple[str, str, list[str]]] = [
    (
        "en",
        "Recalling Resolution No. 12 of the Coastal Summit (9) dated 3 May 1998,",
        ["Resolution No. 12 of the Coastal Summit (9) dated 3 May 1998"],
    ),
    ("en", "Recalling Resolution No. 9/31-EC of the Council,", ["Resolution No. 9/31-EC"]),
    (
        "en",
        "in line with the Charter of the Organization of Coastal States and its Rules",
        ["Charter of the Organization of Coastal States"],
    ),
    (
        "en",
        "guided by the ASEAN Community Vision 2025 and the Honiara Declaration,",
        ["ASEAN Community Vision 2025", "Honiara Declaration"],
    ),
    (
        "en",
        "RECALLING the European Council conclusions of 3-4 May 1999;",
        ["European Council conclusions of 3-4 May 1999"],
    ),
    (
        "en",
        "having regard to Council Directive 91/12/EEC of 3 May 1991 on lights,",
        ["Council Directive 91/12/EEC of 3 May 1991"],
    ),
    ("en", "having regard to the Commission communication of 3 May 2001 on lights (COM(2001)0001),", ["COM(2001)0001"]),
    ("en", "having regard to Regulation (EU) 2016/679 of the European Parliament", ["Regulation (EU) 2016/679"]),
    (
        "en",
        "having regard to Regulation (EC) No 12/2001 and Decision 2001/12/EC,",
        ["Regulation (EC) No 12/2001", "Decision 2001/12/EC"],
    ),
    ("en", "having regard to Rule 12(1) of its Rules of Procedure,", ["Rule 12(1) of its Rules of Procedure"]),
    (
        "en",
        "under the terms of Article 15.b of the Statute of the Council of Europe,",
        ["Article 15.b of the Statute of the Council of Europe"],
    ),
    ("en", "goods moved under the TIR Convention and the ATA Convention shall", ["TIR Convention", "ATA Convention"]),
    (
        "en",
        "CONSIDERING its resolutions AG/RES. 12 (XX-O/01) and AG/RES. 13 (XX-O/01),",
        ["AG/RES. 12 (XX-O/01)", "AG/RES. 13 (XX-O/01)"],
    ),
    (
        "en",
        "the Constitution of the World Health Organization provides",
        ["Constitution of the World Health Organization"],
    ),
    (
        "en",
        "under the London Scheme for Extradition within the Commonwealth they",
        ["London Scheme for Extradition within the Commonwealth"],
    ),
    (
        "en",
        "the Sendai Framework for Disaster Risk Reduction 2015–2030 and the Addis Ababa Action Agenda",
        ["Sendai Framework for Disaster Risk Reduction 2015–2030", "Addis Ababa Action Agenda"],
    ),
    (
        "en",
        "the International Convention for the Prevention of Pollution from Ships, 1973, as modified by the Protocol of 1978 relating thereto (MARPOL 73/78)",
        ["International Convention for the Prevention of Pollution from Ships, 1973"],
    ),
    (
        "en",
        "pursuant to the Lighthouses Act 1998 and Executive Order 14257",
        ["Lighthouses Act 1998", "Executive Order 14257"],
    ),
    (
        "en",
        "recalling General Assembly resolution 72/1 and resolutions 72/2, 72/3 and 73/4 of 3 May 2019",
        ["72/1", "72/2", "72/3", "73/4"],
    ),
    (
        "en",
        "recalling Assembly decision Assembly/AU/Dec.221(XII) and Decision EX.CL/Dec.12(XX),",
        ["Assembly/AU/Dec.221(XII)", "EX.CL/Dec.12(XX)"],
    ),
    (
        "en",
        "recalling the Paris Agreement, the Kyoto Protocol and the Montreal Protocol",
        ["Paris Agreement", "Kyoto Protocol", "Montreal Protocol"],
    ),
    (
        "en",
        "the Treaty on the Non-Proliferation of Nuclear Weapons and the Comprehensive Nuclear-Test-Ban Treaty",
        ["Treaty on the Non-Proliferation of Nuclear Weapons", "Comprehensive Nuclear-Test-Ban Treaty"],
    ),
    ("en", "We agreed that cooperation is a matter of trust. The Convention of delegates was held in May.", []),
    ("en", "The President visited the Treaty Room and the Charter House of Zenda.", []),
    ("en", "The Ministers adopted the Plan.", []),
    ("en", "The Vision of the leaders is clear and the Agenda for 2019 was adopted.", []),
    ("en", "Under the Act of Parliament they may act.", []),
    ("en", "Article 3 of this Agreement and paragraph 2 of this resolution", []),
    ("fr", "Articles 1, 2 et 3 du Traité de Lagos", ["Articles 1, 2 et 3 du Traité de Lagos"]),
    (
        "fr",
        "vu la directive 2001/12/CE du 3 mai 2001 et le règlement (CE) n° 12/2001,",
        ["directive 2001/12/CE du 3 mai 2001", "règlement (CE) n° 12/2001"],
    ),
    ("fr", "la loi n° 2001-1 du 3 mai 2001 relative aux phares", ["loi n° 2001-1 du 3 mai 2001"]),
    ("fr", "Vu le décret n° 53-192 du 14 mars 1953 relatif à la ratification", ["décret n° 53-192 du 14 mars 1953"]),
    (
        "fr",
        "la Charte africaine des droits de l’homme et des peuples et l’Accord de Paris",
        ["Charte africaine des droits de l’homme et des peuples", "Accord de Paris"],
    ),
    (
        "es",
        "VISTO: El Tratado de Asunción, el Protocolo de Ouro Preto y la Decisión N° 1/99 del Consejo",
        ["Tratado de Asunción", "Protocolo de Ouro Preto", "Decisión N° 1/99"],
    ),
    (
        "es",
        "la resolución AG/RES. 12 (XX-O/01) y la Carta de la Organización de los Estados Americanos",
        ["AG/RES. 12 (XX-O/01)", "Carta de la Organización de los Estados Americanos"],
    ),
    (
        "es",
        "el Convenio sobre la Diversidad Biológica y el Acuerdo de Escazú",
        ["Convenio sobre la Diversidad Biológica", "Acuerdo de Escazú"],
    ),
    (
        "de",
        "gestützt auf die Richtlinie 2001/12/EG des Rates und das Übereinkommen zum Schutz der Leuchttürme",
        ["Richtlinie 2001/12/EG", "Übereinkommen zum Schutz der Leuchttürme"],
    ),
    (
        "de",
        "gemäß Artikel 12 der Charta der Vereinten Nationen und der Verordnung (EG) Nr. 12/2001",
        ["Artikel 12 der Charta der Vereinten Nationen", "Verordnung (EG) Nr. 12/2001"],
    ),
    ("de", "nach § 3 des Seegesetzes", []),
    (
        "de",
        "das Wiener Übereinkommen über diplomatische Beziehungen",
        ["Wiener Übereinkommen über diplomatische Beziehungen"],
    ),
    (
        "ru",
        "ссылаясь на Международную конвенцию по охране человеческой жизни на море от 6 декабря 1951 года,",
        ["Международную конвенцию по охране человеческой жизни на море от 6 декабря 1951 года"],
    ),
    (
        "ru",
        "в соответствии с Договором о Евразийском экономическом союзе от 29 мая 2014 года и Уставом ООН",
        ["Договором о Евразийском экономическом союзе от 29 мая 2014 года", "Уставом ООН"],
    ),
    ("ru", "Федеральный закон от 3 мая 2001 года № 12-ФЗ «О маяках»", ["Федеральный закон от 3 мая 2001 года № 12-ФЗ"]),
    ("ru", "Соглашения о создании зоны свободной торговли", ["Соглашения о создании зоны свободной торговли"]),
    (
        "ar",
        "وإذ يشير إلى ميثاق جامعة الدول العربية وإلى قراره رقم 12 بتاريخ 4 مايو 1999",
        ["ميثاق جامعة الدول العربية", "رقم 12"],
    ),
    ("ar", "وإذ يستذكر قرار مجلس الأمن رقم 242 والقرار 338 (1973)", ["رقم 242", "338 (1973)"]),
    (
        "zh",
        "根据《中华人民共和国灯塔法》和《联合国海洋法公约》的有关规定",
        ["《中华人民共和国灯塔法》", "《联合国海洋法公约》"],
    ),
    ("zh", "回顾第2334(2016)号决议和2001年5月3日签署的《中日联合声明》", ["2334(2016)", "《中日联合声明》"]),
    ("zh", "《人民日报》报道了会议", []),
]


def cited(text: str, language: str) -> list[str]:
    """The words of the references to other instruments in a clause, in order."""
    made = dress([Piece("clause", (Span(0, len(text)),), text, None, 1, "plain", "", "")], language)
    found: list[str] = []

    def look(content: Content) -> None:
        for inline in content:
            if isinstance(inline, Reference) and not inline.href.startswith("#"):
                found.append(text_of(inline.content))
            elif not isinstance(inline, str):
                look(getattr(inline, "content", ()))

    look(made.contents[0])
    return found


def key(words: str) -> str:
    """Words without the noun that may be linked or not ("resolution 72/1", "72/1")."""
    return "".join(c for c in words.casefold().removeprefix("resolution ") if c.isalnum())


@pytest.mark.parametrize(("language", "text", "wanted"), SENTENCES)
def test_sentence(language: str, text: str, wanted: list[str]) -> None:
    found = [key(words) for words in cited(text, language)]
    missing = [words for words in wanted if not any(key(words) in have or have in key(words) for have in found)]
    assert not missing
    assert len(found) == len(wanted)


def test_iris_in_other_scripts_are_iris() -> None:
    text = "根据《中华人民共和国灯塔法》的有关规定"
    made = dress([Piece("clause", (Span(0, len(text)),), text, None, 1, "plain", "", "")], "zh")
    (reference,) = [part for part in made.contents[0] if isinstance(part, Reference)]
    assert reference.href.isascii()
    assert reference.href.startswith("/akn/xx/")
