from enum import IntEnum

class BarcodeFormat(IntEnum):
    Code128 = ...
    PDF417 = ...
    QRCode = ...
    DataMatrix = ...

class Point:
    x: int
    y: int

class Position:
    top_left: Point
    top_right: Point
    bottom_left: Point
    bottom_right: Point

class Barcode:
    valid: bool
    text: str
    bytes: bytes
    format: BarcodeFormat
    symbology_identifier: str
    position: Position

def read_barcodes(
    image: object,
    formats: BarcodeFormat | list[BarcodeFormat] = ...,
    try_rotate: bool = True,
    try_downscale: bool = True,
    try_invert: bool = True,
) -> list[Barcode]: ...
