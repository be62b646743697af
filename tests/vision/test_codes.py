"""QR and bar codes on pages."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import zxingcpp

from intake_assist.vision import read_codes

from . import drawing as d

LINK = "http://www.gsxt.gov.cn/index.html?uniscid=91411002MA9TE5T04A"


def placed(text: str, form: str, size: int, x: int, y: int) -> np.ndarray:
    kind = zxingcpp.barcode_format_from_str(form)
    drawn = np.array(zxingcpp.write_barcode_to_image(zxingcpp.create_barcode(text, kind), scale=1))
    factor = max(1, round(size / drawn.shape[1]))
    big = cv2.resize(drawn, None, fx=factor, fy=factor, interpolation=cv2.INTER_NEAREST)
    image = d.letter(1)
    image[y : y + big.shape[0], x : x + big.shape[1]] = big[:, :, None]
    return image


@pytest.mark.parametrize("size", [100, 200])
def test_a_qr_code_and_where_it_stands(size: int) -> None:
    (code,) = read_codes(placed(LINK, "QRCode", size, 1300, 1900))
    assert code.text == LINK
    assert code.symbology == "QRCode"
    assert 1295 < code.box.x0 < code.box.x1 < 1310 + 1.3 * size
    assert 1895 < code.box.y0 < code.box.y1 < 1910 + 1.3 * size


def test_a_bar_code() -> None:
    (code,) = read_codes(placed("440231123", "Code128", 400, 200, 1900))
    assert (code.text, code.symbology) == ("440231123", "Code128")


def test_codes_are_read_on_poor_scans() -> None:
    image = d.noisy(d.skew(placed(LINK, "QRCode", 200, 1200, 1900), 2.0), 8, quality=40)
    assert [code.text for code in read_codes(image)] == [LINK]


def test_a_code_under_a_red_seal() -> None:
    image = placed(LINK, "QRCode", 100, 1300, 1900)
    seal = np.full_like(image, 255)
    for reach in (70, 50, 20):
        cv2.circle(seal, (1385, 1930), reach, (70, 60, 235), 9)
    assert [code.text for code in read_codes(np.minimum(image, seal))] == [LINK]


def test_a_code_printed_in_red() -> None:
    image = placed(LINK, "QRCode", 150, 1300, 1900)
    image[image[:, :, 2] < 128] = (60, 50, 235)
    assert [code.text for code in read_codes(image)] == [LINK]


def test_pages_without_codes() -> None:
    assert read_codes(d.licence(3)) == () == read_codes(d.form(1))
