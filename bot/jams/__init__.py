"""Jam sessions: a thread, a host, a clock and one growing track."""
