"""智能收件辅助: a second pair of eyes for the clerk at a government counter."""

__version__ = "0.1.0"
