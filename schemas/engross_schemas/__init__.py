"""Schemas and rule catalogues of Engross, as data, for those who use them with other tools."""
