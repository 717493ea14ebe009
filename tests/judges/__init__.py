"""Judges from outside that need a driver of ours."""
