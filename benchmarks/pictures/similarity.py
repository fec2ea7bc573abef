"""SSIM of two pictures' brightness: Wang, Bovik, Sheikh and Simoncelli, "Image quality assessment", IEEE TIP 13 (4), 2004.

As in the paper: a Gaussian window of 11×11 pixels with σ = 1.5, K1 = 0.01, K2 = 0.03, L = 255, no downsampling; the mean over all whole windows.
"""

from __future__ import annotations

import numpy as np
from PIL import Image

_WINDOW = np.exp(-(np.arange(-5, 6) ** 2) / (2 * 1.5**2))
_WINDOW /= _WINDOW.sum()
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


def ssim(one: Image.Image, other: Image.Image) -> float:
    """Mean SSIM of two pictures of one size, on luma (ITU-R BT.601)."""
    x, y = (np.asarray(image.convert("L"), dtype=np.float64) for image in (one, other))
    if x.shape != y.shape:
        raise ValueError(f"{one.size} is not {other.size}")
    mean_x, mean_y = _blur(x), _blur(y)
    variance_x = _blur(x * x) - mean_x**2
    variance_y = _blur(y * y) - mean_y**2
    covariance = _blur(x * y) - mean_x * mean_y
    similarity = (2 * mean_x * mean_y + _C1) * (2 * covariance + _C2)
    similarity /= (mean_x**2 + mean_y**2 + _C1) * (variance_x + variance_y + _C2)
    return float(similarity.mean())


def _blur(field: np.ndarray) -> np.ndarray:
    """Windowed means where the whole window lies inside; the window is separable."""
    for axis in (0, 1):
        size = field.shape[axis] - len(_WINDOW) + 1
        field = sum(weight * field.take(range(start, start + size), axis) for start, weight in enumerate(_WINDOW))
    return field
