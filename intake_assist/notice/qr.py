"""The QR code of a paper's number."""

from __future__ import annotations

import io

import zxingcpp
from PIL import Image

QUIET = 2  # modules of white around it; the paper around is white too


def qr_png(text: str, module: int = 8) -> bytes:
    """A black and white PNG with `module` pixels a module. `text` is not empty."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture = Image.fromarray(code.to_image(scale=1, add_quiet_zones=False)).convert("L")
    side = picture.width + 2 * QUIET
    framed = Image.new("L", (side, side), 255)
    framed.paste(picture, (QUIET, QUIET))
    out = io.BytesIO()
    framed.resize((side * module, side * module), Image.Resampling.NEAREST).convert("1").save(out, "PNG")
    return out.getvalue()
