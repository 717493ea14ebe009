"""Readers: bytes of one format each → an instrument."""
