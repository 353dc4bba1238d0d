#!/usr/bin/env python3
"""Opens HTML reports in headless Chromium and fails on anything a reader would stumble over.

usage: browser_check.py FOLDER PAGE...

Checks of each page, at desktop and telephone width, light and dark: no console message, no
request beyond the page itself, no script needed, nothing wider than the screen, and each chart
with a title, a description and at least one mark. Screenshots and a PDF go to FOLDER.
"""

import base64
import json
import os
import shutil
import sys
import tempfile

from browser import Browser

WIDTHS = {"desktop": (1280, 900), "phone": (360, 780)}
SCHEMES = ("light", "dark")
CHART_CHECK = """
[...document.querySelectorAll('svg')].filter(svg =>
  !svg.querySelector('title') || !svg.querySelector('desc') ||
  !svg.querySelector('path,rect') || svg.getAttribute('role') !== 'img').length
"""
TOO_WIDE = """
[...document.querySelectorAll('body *')].filter(e => {
  if (e.closest('.scroll') && !e.classList.contains('scroll')) return false;
  if (e.closest('details:not([open])') && e.tagName !== 'DETAILS') return false;
  const box = e.getBoundingClientRect();
  return box.right > document.documentElement.clientWidth + 1;
}).map(e => e.tagName + '.' + (e.getAttribute('class') || '')).slice(0, 5).join(' ')
"""
SMALL_TEXT = """
Math.min(...[...document.querySelectorAll('svg text')].map(t => {
  const svg = t.ownerSVGElement;
  return parseFloat(getComputedStyle(t).fontSize)
    * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
}))
"""


def value(browser, session, script):
    result = browser.call(
        "Runtime.evaluate", session, expression=script, returnByValue=True)
    return result["result"].get("value")


def shown(browser, page, width, scheme, folder, problems):
    """Opens `page` once and appends what is wrong to `problems`."""
    name = os.path.splitext(os.path.basename(page))[0]
    wide, high = WIDTHS[width]
    target, session, url = browser.open(page, wide, high, scheme, is_phone=width == "phone")
    where = f"{name}, {width}, {scheme}"

    def check(is_good, what):
        if not is_good:
            problems.append(f"{where}: {what}")

    broken = value(browser, session, CHART_CHECK)
    check(broken == 0, f"{broken} charts without title, description or marks")
    check(value(browser, session, "document.querySelectorAll('svg').length") > 0, "no chart")
    check(value(browser, session, "document.scripts.length") == 0, "a script")
    too_wide = value(browser, session, TOO_WIDE)
    check(not too_wide, f"wider than the screen: {too_wide}")
    smallest = value(browser, session, SMALL_TEXT)
    check(smallest >= 8.5, f"text of {smallest:.1f} px in a chart")
    size = browser.call("Page.getLayoutMetrics", session)["cssContentSize"]
    with open(f"{folder}/{name}-{width}-{scheme}.png", "wb") as file:
        file.write(browser.shoot(session, wide, min(size["height"], 9000)))
    if (width, scheme) == ("desktop", "light"):
        pdf = browser.call("Page.printToPDF", session, preferCSSPageSize=True)
        with open(f"{folder}/{name}.pdf", "wb") as file:
            file.write(base64.b64decode(pdf["data"]))
    for event in browser.events:
        kind, details = event.get("method"), event.get("params", {})
        if kind == "Network.requestWillBeSent":
            address = details["request"]["url"]
            check(address == url or address.startswith("data:"), f"requests {address}")
        elif kind == "Log.entryAdded":
            check(False, f"console: {details['entry']['text']}")
        elif kind in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown"):
            check(False, f"console: {json.dumps(details)[:200]}")
    browser.call("Target.closeTarget", targetId=target)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    folder, pages = sys.argv[1], sys.argv[2:]
    if not shutil.which("chromium"):
        sys.exit("browser check: no chromium on PATH; install the package `chromium`")
    os.makedirs(folder, exist_ok=True)
    problems = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(profile)
        for page in pages:
            for width in WIDTHS:
                for scheme in SCHEMES:
                    shown(browser, page, width, scheme, folder, problems)
        browser.close()
    for problem in problems:
        print(f"browser check: {problem}", file=sys.stderr)
    net = "without a network" if browser.is_cut_off else "with requests watched"
    if not problems:
        print(f"browser check: {len(pages)} pages are fine, opened {net}; pictures in {folder}")
    sys.exit(1 if problems else 0)


main()
