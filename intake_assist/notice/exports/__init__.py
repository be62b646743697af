"""The case for other programs and for the archive. Everything stays on this machine; nothing is sent."""
