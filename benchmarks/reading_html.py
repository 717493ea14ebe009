"""Web pages that other programs make of the corpora, bare and furnished, read again and scored.

    python -m benchmarks.reading_html [-v] [instruments] [every=N] [NAME…]    pandoc → HTML; NAME: bare, or of a template
    python -m benchmarks.reading_html speed              megabytes a second before recognition, trafilatura and others beside it

Furniture is scored by its words: all that a template adds, and nothing else, is to be named furniture."""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "converters"), str(ROOT / "schemas"), str(ROOT)]

from benchmarks.foreign import Asked, Row, asked, row, show, texts  # noqa: E402
from benchmarks.readers import made  # noqa: E402
from benchmarks.timing import beside  # noqa: E402
from benchmarks.timing import show as show_times  # noqa: E402

WORD = re.compile(r"\w+")
BODY = re.compile(rb"<body[^>]*>(.*)</body>", re.S)
TITLE_BLOCK = re.compile(rb'<header id="title-block-header">.*?</header>', re.S)
UNSEEN = re.compile(r"<(script|style|head)\b.*?</\1>", re.S)


class Template(NamedTuple):
    """What stands before and behind the text of a page."""

    above: str
    below: str


TEMPLATES = {
    "an archive": Template(
        """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Resolution | Example Archive</title>
<style>.x{color:red}</style><script>var a = "<p>no</p>";</script></head><body class="page has-sidebar">
<a class="skip-link" href="#content">Skip to main content</a>
<div id="cookie-banner" role="dialog"><p>We use cookies to improve your experience on this site. By continuing you accept
their use.</p><button>Accept all</button> <a href="/privacy">Read our privacy policy</a></div>
<header class="site-header"><a href="/"><img src="l.png" alt="logo"></a><span>Example Archive of Instruments</span>
<nav><ul><li><a href="/">Home</a></li><li><a href="/about">About us</a></li><li><a href="/docs">Documents</a>
<ul><li><a href="/r">Resolutions</a></li></ul></li></ul></nav>
<form role="search"><label>Search the archive</label><input type="text"></form></header>
<ol class="breadcrumb"><li><a href="/">Home</a></li><li><a href="/docs">Documents</a></li><li>This resolution</li></ol>
<main id="content"><div class="share-buttons"><span>Share this page</span> <a href="https://t.example/x">Post</a>
<a href="https://f.example/x">Like it</a> <a href="mailto:x">Send by mail</a></div><article>
""",
        """</article><div class="newsletter-signup"><h2>Stay informed</h2><p>Subscribe to our newsletter and receive new
resolutions every week in your inbox.</p><form><input type=email><button>Sign up now</button></form></div>
<section class="related-content"><h2>Related documents</h2><ul><li><a href="/a">Resolution on the dissemination of
information</a></li><li><a href="/b">Report of the Secretary-General on the same</a></li></ul></section></main>
<aside><h2>Latest news</h2><p>The archive has moved to a new address, please update your bookmarks.</p></aside>
<footer><p>© 2025 Example Archive. All rights reserved.</p><nav><a href="/terms">Terms of use</a> <a href="/i">Imprint</a>
</nav></footer></body></html>""",
    ),
    "a site of 2005": Template(
        """<html><head><title>Resolution</title></head><body><div id="wrapper"><div id="topbar"><a href="/">English</a> |
<a href="/fr">Français</a> | <a href="/es">Español</a></div><div class="navbar-collapse"><ul class="menu">
<li><a href="/">Home</a><li><a href="/n">News and press</a><li><a href="/c">Contact</a></ul></div><div class="row">
<div class="col-3 sidebar"><h3>In this section</h3><ul><li><a href="/1">Earlier sessions of the Council</a>
<li><a href="/2">Voting records</a></ul></div><div class="col-9 content">
<div class="social-share"><a href="https://a.example">Tweet</a><a href="https://b.example">Share on Facebook</a></div>
""",
        """<div class="newsletter"><p>Get our newsletter: enter your address below and never miss a decision.</p></div>
<div id="comments"><h3>2 comments</h3><p>Jane wrote: a good text, thank you for publishing it.</p><p>Joe wrote: I agree
with Jane.</p></div></div></div><div class="cookie-consent">This site uses cookies. <a href="/more">Learn more about
them</a> <button>OK, I understand</button></div><div id="footer"><p>Published by the Example Library. Contact the
webmaster.</p></div></div></body></html>""",
    ),
    "a magazine": Template(
        """<!DOCTYPE html><html><body class="single single-post logged-out"><div id="page" class="site">
<a class="screen-reader-text" href="#primary">To the content</a><header id="masthead" class="site-header">
<p class="site-title"><a href="/">The Daily Instrument</a></p><nav id="site-navigation" class="main-navigation">
<div class="menu-primary-container"><ul id="primary-menu"><li class="menu-item"><a href="/w">World</a></li>
<li class="menu-item"><a href="/l">Law</a></li></ul></div></nav></header><div id="content" class="site-content">
<div id="primary" class="content-area"><main id="main" class="site-main"><article class="post hentry tag-law">
<div class="sharedaddy sd-sharing-enabled"><div class="sd-sharing"><h3 class="sd-title">Share this:</h3>
<ul><li><a href="#x">Print</a></li><li><a href="#y">E-mail</a></li></ul></div></div><div class="entry-content">
""",
        """</div><div class="jp-relatedposts" id="related-posts"><h3>Related</h3><p><a href="/p">Council meets again</a></p></div>
</article><nav class="navigation post-navigation"><a href="/prev">Earlier: a draft</a> <a href="/next">Later: a vote</a></nav>
<div id="comments" class="comments-area"><h2>One thought on this</h2><ol class="comment-list"><li>Ann says: at last.</li></ol>
</div></main></div><aside id="secondary" class="widget-area"><section class="widget"><h2>Categories</h2><ul>
<li><a href="/cat">Law</a> (12)</li></ul></section></aside></div><footer id="colophon" class="site-footer">
<div class="site-info">Proudly printed on paper.</div></footer></div>
<div id="cookie-law-info-bar"><span>We and our partners store information on your device.</span></div></body></html>""",
    ),
}


def furnished(page: bytes, template: Template) -> bytes:
    """What stands in the body of a page, in a template."""
    found = BODY.search(page)
    inner = TITLE_BLOCK.sub(b"", found[1] if found else page)
    return template.above.encode() + inner + template.below.encode()


def furniture(page: bytes, template: Template) -> tuple[int, int, int]:
    """Words rightly named furniture, words of the template, words named furniture or left out as hidden."""
    from engross.readers.html import sheet_of

    want: Counter[str] = Counter()
    for part in template:
        want.update(WORD.findall(re.sub(r"<[^>]+>", " ", UNSEEN.sub("", part))))
    sheet = sheet_of(page, "page")
    have = Counter(w for line in sheet.lines if line.furniture for w in WORD.findall(line.text))
    for found in sheet.found:
        if found.rule.id == "html-hidden":
            have.update(WORD.findall(found.message.split(": hidden: ", 1)[1]))
    return sum((want & have).values()), sum(want.values()), sum(have.values())


def rows(wish: Asked = Asked([], 1, "resolutions", False)) -> Iterator[Row]:  # noqa: B008
    """A row for bare pages, then one for each template; `every`: only every nth text."""
    given = texts(wish.corpus, wish.every)
    pages = [made(text, "html") for text in given]
    if not wish.names or "bare" in wish.names:
        yield row("pandoc → HTML", given, pages, "html", verbose=wish.verbose)
    for name, template in TEMPLATES.items():
        if wish.names and name not in wish.names:
            continue
        files = [furnished(page, template) for page in pages]
        words = partial(furniture, template=template)
        yield row(f"the same in {name}", given, files, "html", furniture=words, verbose=wish.verbose)


def peers(text: str, data: bytes) -> dict[str, Callable[[], object]]:
    """What people would read a page with instead, as far as it is installed; none of them computes a label."""
    out: dict[str, Callable[[], object]] = {}
    if find_spec("trafilatura"):
        import trafilatura  # type: ignore[import-not-found]

        out["trafilatura"] = lambda: trafilatura.extract(text)
    if find_spec("markitdown"):
        import io

        from markitdown import MarkItDown  # type: ignore[import-not-found]

        reading = MarkItDown()
        out["markitdown"] = lambda: reading.convert_stream(io.BytesIO(data), file_extension=".html")
    return out


def speed() -> None:
    """A page of our own of a thousand clauses, furnished, before recognition."""
    sys.path.insert(0, str(ROOT / "tests"))
    import instruments
    from engross import conversion
    from engross.collector import still
    from engross.readers.html import sheet_of

    page = conversion.write(instruments.long(1000), "html").value
    data = furnished(page, TEMPLATES["an archive"])
    sheet = still()(lambda: sheet_of(data, "page"))
    timed = beside({"its sheet": sheet} | peers(data.decode(), data), 7, time.process_time)
    show_times(f"a page of {len(data) / 1e6:.2f} MB", timed)
    print(f"{len(data) / 1e6 / timed[0].seconds:.1f} MB/s")


def main(argv: list[str] | None = None) -> None:
    """What the command line says."""
    words = sys.argv[1:] if argv is None else argv
    if words[:1] == ["speed"]:
        speed()
    else:
        show(rows(asked(words)))


if __name__ == "__main__":
    main()
