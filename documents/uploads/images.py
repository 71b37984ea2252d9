"""Photographs and scans, drawn anew so that only the picture itself stays."""

import warnings
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from documents.uploads.errors import UploadError

MAX_PIXELS = 50_000_000
_KEPT = {"PNG": {"1", "L", "LA", "RGB", "RGBA", "I;16", "I"}, "JPEG": {"L", "RGB"}}


def redraw(path: Path, target: str) -> dict[str, int]:
    """Write the picture to `target` upright and without EXIF, comments, profiles or tails."""
    Image.MAX_IMAGE_PIXELS = None  # our own limit comes first, and it is a refusal, not a warning
    warnings.simplefilter("ignore")
    try:
        with Image.open(path, formats=["JPEG", "PNG"]) as image:
            _check_size(image)
            kind = "PNG" if image.format == "PNG" else "JPEG"
            picture = _plain(image, kind)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise UploadError(
            "Снимок повреждён или загрузился не полностью. Откройте его, сохраните заново как "
            "JPEG или PNG и загрузите снова."
        ) from None
    options = {"quality": 90} if kind == "JPEG" else {"compress_level": 3}
    picture.save(target, kind, **options)
    return {"width": picture.width, "height": picture.height}


def _check_size(image: Image.Image) -> None:
    """Read from the header alone: a flood of pixels is never unpacked."""
    if image.width * image.height > MAX_PIXELS:
        raise UploadError(
            f"Снимок слишком велик: {image.width} × {image.height} точек. Уменьшите его до "
            f"{MAX_PIXELS // 1_000_000} миллионов точек и загрузите снова."
        )


def _plain(image: Image.Image, kind: str) -> Image.Image:
    upright = ImageOps.exif_transpose(image)
    if upright.mode not in _KEPT[kind]:
        transparent = (kind == "PNG" and "transparency" in upright.info) or upright.mode == "PA"
        upright = upright.convert("RGBA" if transparent else "RGB")
    upright.info = {}
    return upright
