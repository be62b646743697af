"""Draws invented Chinese papers with exact labels: for tests, for measuring, for showing."""
