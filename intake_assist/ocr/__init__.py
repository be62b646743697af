"""Page image -> text lines; the only package that knows PaddleOCR and OpenVINO.

Importing any part of it switches the telemetry of the libraries off, before one of them can be loaded.
"""

from intake_assist.ocr import environment

environment.switch_off()
