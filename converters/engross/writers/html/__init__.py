"""HTML: one self-contained, accessible page of the fair copy, with no script and nothing fetched."""

from engross.writers.html.page import HtmlOptions, HtmlWriter

__all__ = ["HtmlOptions", "HtmlWriter"]
