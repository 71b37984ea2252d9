"""An address as a QR picture."""

import io

import segno

_SCALE = 6


def qr_png(address: str) -> bytes:
    """The address as a QR that survives a bad copier."""
    buffer = io.BytesIO()
    segno.make(address, error="m", micro=False).save(buffer, kind="png", scale=_SCALE, border=2)
    return buffer.getvalue()
