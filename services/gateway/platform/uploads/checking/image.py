"""The program that reads a picture and writes it anew: a line of JSON, then the new file.

It is run confined (`shared.confined`), with the file as its standard input. What is written has
the pixels and nothing else: no place, no camera, no comment, no second picture. The size is said
before anything is decoded, and is all that is said of a picture that has too many pixels.
"""

import io
import json
import sys

import pillow_heif
from PIL import Image, ImageCms, ImageOps

MOST_PIXELS = 120_000_000
QUALITY = 92
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")


def upright(image: Image.Image) -> Image.Image:
    """Return the picture as it is to be seen, in sRGB where it says what its colours are."""
    turned = ImageOps.exif_transpose(image)
    profile = image.info.get("icc_profile")
    plain = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    if not profile:
        return plain
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(
            plain, own, ImageCms.createProfile("sRGB"), outputMode=plain.mode
        )
    except ImageCms.PyCMSError:  # a profile that is none
        return plain
    return converted or plain


def written(image: Image.Image) -> tuple[bytes, str]:
    """Return the file and its type: PNG where something shows through, JPEG otherwise."""
    file = io.BytesIO()
    clean = Image.frombytes(image.mode, image.size, image.tobytes())
    if image.mode == "RGBA":
        clean.save(file, "PNG")
        return file.getvalue(), "image/png"
    clean.save(file, "JPEG", quality=QUALITY, optimize=True)
    return file.getvalue(), "image/jpeg"


def main() -> None:
    pillow_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = None  # we say ourselves how many
    with Image.open(sys.stdin.buffer, formats=FORMATS) as image:
        width, height = image.size
        print(json.dumps({"width": width, "height": height}), flush=True)
        if width * height > MOST_PIXELS:
            return
        content, kind = written(upright(image))
    print(json.dumps({"type": kind, "bytes": len(content)}), flush=True)
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
