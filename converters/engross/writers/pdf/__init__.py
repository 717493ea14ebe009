"""PDF: pages set by own layout and HarfBuzz, tagged and archival from the start (PDF/UA-1, PDF/A-3a)."""

from engross.writers.pdf.writer import PdfOptions, PdfWriter

__all__ = ["PdfOptions", "PdfWriter"]
