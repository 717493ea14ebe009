"""Closings of treaties in seven languages: the place, the date, and that they are the closing."""

from __future__ import annotations

import pytest

import engross
from engross.model import Container, Mention, Paragraph

TEXTS = {
    "en": "AGREEMENT BETWEEN NORWAY AND ICELAND ON LIGHTS\n\nThe Government of Norway and the Government of Iceland,\n\nDesiring to cooperate,\n\nHave agreed as follows:\n\nArticle 1\n\nThe lights shall be lit.\n\nArticle 2\n\nThis Agreement enters into force today.\n\n",
    "ar": "اتفاقية بين حكومة المملكة الأردنية وحكومة مصر بشأن المنارات\n\nإن حكومة الأردن وحكومة مصر،\n\nرغبة منهما في التعاون،\n\nاتفقتا على ما يلي:\n\nالمادة 1\n\nتضاء المنارات.\n\nالمادة 2\n\nتدخل هذه الاتفاقية حيز النفاذ اليوم.\n\n",
    "es": "CONVENIO ENTRE CHILE Y PERÚ SOBRE FAROS\n\nEl Gobierno de Chile y el Gobierno del Perú,\n\nDeseando cooperar,\n\nHan convenido lo siguiente:\n\nArtículo 1\n\nLos faros se encenderán.\n\nArtículo 2\n\nEl presente Convenio entra en vigor hoy.\n\n",
    "fr": "ACCORD ENTRE LA FRANCE ET LA SUISSE SUR LES PHARES\n\nLe Gouvernement français et le Conseil fédéral suisse,\n\nDésireux de coopérer,\n\nSont convenus de ce qui suit :\n\nArticle 1\n\nLes phares sont allumés.\n\nArticle 2\n\nLe présent Accord entre en vigueur ce jour.\n\n",
    "ru": "СОГЛАШЕНИЕ между Республикой Узбекистан и Республикой Казахстан о маяках\n\nРеспублика Узбекистан и Республика Казахстан,\n\nжелая сотрудничать,\n\nсогласились о нижеследующем:\n\nСтатья 1\n\nМаяки зажигаются.\n\nСтатья 2\n\nНастоящее Соглашение вступает в силу сегодня.\n\n",
    "zh": "中华人民共和国政府和日本国政府关于灯塔的协定\n\n中华人民共和国政府和日本国政府，\n\n为了合作，\n\n达成协议如下：\n\n第一条\n\n灯塔应当点亮。\n\n第二条\n\n本协定今日生效。\n\n",
    "de": "ABKOMMEN zwischen der Republik Österreich und der Schweizerischen Eidgenossenschaft über Leuchttürme\n\nDie Republik Österreich und die Schweizerische Eidgenossenschaft,\n\nin dem Wunsch zusammenzuarbeiten,\n\nsind wie folgt übereingekommen:\n\nArtikel 1\n\nDie Leuchttürme werden angezündet.\n\nArtikel 2\n\nDieses Abkommen tritt heute in Kraft.\n\n",
}
CLOSINGS = [
    ("en", "Signed at Vienna on 3 May 2001.", "Vienna"),
    ("en", "Signed in Zenda, this 3rd day of May 2001, in duplicate.", "Zenda"),
    ("en", "Done in duplicate at Zenda this third day of May 2001 in the English language.", "Zenda"),
    (
        "en",
        "IN WITNESS WHEREOF the undersigned have signed this Agreement in the city of Zenda on 3 May 2001.",
        "Zenda",
    ),
    ("en", "DONE in Zenda, Ruritania, on the 3rd of May 2001, in two originals.", "Zenda, Ruritania"),
    ("en", "Zenda, 3 May 2001", "Zenda"),
    ("en", "Zenda\n3 May 2001", "Zenda"),
    (
        "en",
        "For the Government of Norway:\nJonas Lie\n\nFor the Government of Iceland:\nAnna Jons\n\nOslo, 3 May 2001",
        "Oslo",
    ),
    ("ar", "حرر في القاهرة بتاريخ 3 مايو 2001 من نسختين أصليتين باللغة العربية.", "القاهرة"),
    ("ar", "حُررت هذه الاتفاقية ووقعت في مدينة عمان يوم 3 مايو 2001", "عمان"),
    ("ar", "وقعت بمدينة الرباط في 3 مايو 2001", "الرباط"),
    ("ar", "صدر في الرياض بتاريخ 3 مايو 2001", "الرياض"),
    ("es", "Hecho en Lima, a los tres días del mes de mayo de dos mil uno, en dos ejemplares.", "Lima"),
    ("es", "Dado en la ciudad de Quito, a los 3 días del mes de mayo de 2001.", "Quito"),
    ("es", "Suscrito en la ciudad de Arica, República de Chile, el 3 de mayo de 2001.", "Arica"),
    ("es", "Leída la presente acta, se firma en Bogotá, el 3 de mayo de 2001.", "Bogotá"),
    ("es", "En fe de lo cual, firman el presente Convenio en Tacna, el día 3 de mayo de 2001.", "Tacna"),
    ("es", "Santiago, 3 de mayo de 2001", "Santiago"),
    ("fr", "Fait à Genève en double exemplaire, le 3 mai 2001.", "Genève"),
    ("fr", "Fait et signé à Évian, le 3 mai 2001", "Évian"),
    ("fr", "FAIT À LOMÉ, LE 3 MAI 2001", "LOMÉ"),
    (
        "fr",
        "En foi de quoi, les soussignés ont signé le présent Accord. Fait en double exemplaire à Porto-Novo, le 3 mai 2001, en langue française.",
        "Porto-Novo",
    ),
    ("ru", "Подписано в городе Ташкенте 3 мая 2001 года в двух экземплярах.", "Ташкенте"),
    ("ru", "г. Ташкент, 3 мая 2001 года", "Ташкент"),
    ("ru", "Совершено в городе Ош «3» мая 2001 года в одном экземпляре.", "Ош"),
    ("zh", "本协定于二〇〇一年五月三日在北京签订，一式两份，每份均用中文和日文写成。", "北京"),
    ("zh", "二〇〇一年五月三日于东京", "东京"),
    ("zh", "2001年5月3日，上海", "上海"),
    ("de", "Geschehen zu Wien am 3. Mai 2001 in zwei Urschriften.", "Wien"),
    ("de", "Wien, den 3. Mai 2001", "Wien"),
    ("de", "Unterzeichnet in Vaduz am 3. Mai 2001.", "Vaduz"),
]


@pytest.mark.parametrize(("language", "closing", "place"), CLOSINGS)
def test_closing(language: str, closing: str, place: str) -> None:
    read = engross.read((TEXTS[language] + closing + "\n").encode(), "text").value
    assert (read.metadata.place, read.metadata.date) == (place, "2001-05-03")
    said = [
        inline
        for part in read.document.conclusions
        if isinstance(part, Container)
        for block in part.blocks
        if isinstance(block, Paragraph)
        for inline in block.content
    ]
    assert any(isinstance(inline, Mention) and inline.kind == "location" for inline in said)


def test_a_clause_that_speaks_of_signing_stays_a_clause() -> None:
    text = TEXTS["en"] + "Article 3\n\nSigned copies of this Agreement are kept at Zenda since 1998.\n"
    read = engross.read(text.encode(), "text").value
    assert not read.document.conclusions
