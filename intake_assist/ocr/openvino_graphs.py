"""The graph of the detection model, altered when it is loaded: the same answer for less work."""

from __future__ import annotations

import numpy as np
import openvino as ov
from openvino import opset13 as ops
from openvino.preprocess import PrePostProcessor

MEAN = (0.485, 0.456, 0.406)
DEVIATION = (0.229, 0.224, 0.225)
"""Of the colours on which the model was trained, 0..1, in the order of its channels."""
_POINTWISE = (
    [1, 1],
    [0, 0],
    [0, 0],
    [1, 1],
)  # strides, padding and dilation of a convolution of single pixels


def detection(model: ov.Model) -> ov.Model:
    """The model for pictures as they are: (1, height, width, 3) uint8, both sides multiples of 32.

    It gives the probability of text as before, (1, 1, height, width) float32. Without this a page is normalised
    by NumPy, and a seventh of the model's time goes into its last steps.
    """
    return _for_bytes(_with_plain_end(model))


def _for_bytes(model: ov.Model) -> ov.Model:
    steps = PrePostProcessor(model)
    picture = steps.input()
    picture.tensor().set_element_type(ov.Type.u8).set_layout(ov.Layout("NHWC"))
    picture.model().set_layout(ov.Layout("NCHW"))
    mean, deviation = ([255 * value for value in values] for values in (MEAN, DEVIATION))
    picture.preprocess().convert_element_type(ov.Type.f32).mean(mean).scale(deviation)
    return steps.build()


def _with_plain_end(model: ov.Model) -> ov.Model:
    """The two transposed convolutions at the end as convolutions of single pixels.

    Each takes a pixel to a square of 2 x 2 that overlaps no other, so both together take it to 4 x 4; their
    squares become channels, and only the last step lays those out. OpenVINO computes transposed convolutions in
    float32 and fills a single channel up to sixteen.
    """
    last = model.get_results()[0].input_value(0).get_node()  # the sigmoid
    second, second_bias = _biased(last.input_value(0).get_node())
    first, first_bias = _biased(second.input_value(0).get_node().input_value(0).get_node())
    pixels, outer = _weights(first), _weights(second)[:, 0]
    inner, channels = pixels.shape[1], pixels.shape[0]
    spread = pixels.transpose(2, 3, 1, 0).reshape(4 * inner, channels, 1, 1)  # row, column, channel
    laid = np.zeros(
        (2, 2, 2, 2, 2, 2, inner), np.float32
    )  # row, its half, column, its half; row, column, channel
    for row, column in np.ndindex(2, 2):
        laid[row, :, column, :, row, column] = outer.transpose(1, 2, 0)
    squares = ops.add(
        ops.convolution(first.input_value(0), ops.constant(spread), *_POINTWISE),
        ops.constant(np.tile(first_bias, 4).reshape(1, -1, 1, 1)),
    )
    logits = ops.add(
        ops.convolution(ops.relu(squares), ops.constant(laid.reshape(16, 4 * inner, 1, 1)), *_POINTWISE),
        ops.constant(second_bias.reshape(1, 1, 1, 1)),
    )
    page = ops.depth_to_space(ops.sigmoid(logits), "blocks_first", 4)
    return ov.Model([ops.result(page)], model.get_parameters(), "detection")


def _biased(add: ov.Node) -> tuple[ov.Node, np.ndarray]:
    """The transposed convolution under the addition of its bias, and that bias."""
    bias: np.ndarray = add.input_value(1).get_node().get_data()
    return add.input_value(0).get_node(), bias.ravel()


def _weights(convolution: ov.Node) -> np.ndarray:
    """(channels in, channels out, 2, 2)."""
    weights: np.ndarray = convolution.input_value(1).get_node().get_data()
    return weights
