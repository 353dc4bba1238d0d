#!/usr/bin/env python3
"""Takes the README's picture of a report: the top of the page, in few colours.

usage: screenshot.py PAGE PICTURE.png
"""

import io
import sys
import tempfile

from PIL import Image

from browser import Browser

WIDE, HIGH, SCALE = 1100, 1090, 1.5


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    page, picture = sys.argv[1:]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(profile)
        _, session, _ = browser.open(page, WIDE, HIGH, "light", scale=SCALE)
        shot = browser.shoot(session, WIDE, HIGH)
        browser.close()
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    image.quantize(colors=128, dither=Image.Dither.NONE).save(picture, optimize=True)
    print(f"screenshot: {picture}, {image.width} x {image.height}")


main()
