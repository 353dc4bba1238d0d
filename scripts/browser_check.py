#!/usr/bin/env python3
"""Opens HTML reports in headless Chromium and fails on anything a reader would stumble over.

usage: browser_check.py FOLDER PAGE...

Checks of each page, at desktop and telephone width, light and dark: no console message, no
request beyond the page itself, no script needed, nothing wider than the screen, and each chart
with a title, a description and at least one mark. Screenshots and a PDF go to FOLDER. Where the
system allows it, the browser runs in a network namespace without any interface.

Speaks the DevTools protocol over a pipe; needs nothing but Python's standard library.
"""

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile

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


class Browser:
    def __init__(self, profile):
        command = [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions",
            "--disable-background-networking", "--disable-component-update",
            f"--user-data-dir={profile}", "--remote-debugging-pipe", "about:blank",
        ]
        namespace = ["unshare", "--net"]
        self.is_cut_off = (
            os.geteuid() == 0 and subprocess.run(namespace + ["true"], check=False).returncode == 0)
        if self.is_cut_off:
            command = namespace + command
        their_in, self.out = os.pipe()
        self.into, their_out = os.pipe()

        def wire():
            os.dup2(their_in, 3)
            os.dup2(their_out, 4)

        # The pipe's ends are duplicated past 4 first, so that neither overwrites the other.
        their_in, their_out = os.dup(their_in), os.dup(their_out)
        while min(their_in, their_out) <= 4:
            their_in, their_out = os.dup(their_in), os.dup(their_out)
        self.process = subprocess.Popen(
            command, preexec_fn=wire, close_fds=False, stderr=subprocess.DEVNULL)
        self.buffer = b""
        self.number = 0
        self.events = []

    def read(self):
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.into], [], [], 60)
            chunk = os.read(self.into, 1 << 20) if ready else b""
            if not chunk:
                sys.exit("browser check: Chromium does not answer")
            self.buffer += chunk
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, session=None, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.number:
                if "error" in answer:
                    sys.exit(f"browser check: {method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def wait_for(self, method):
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self.read())


def value(browser, session, script):
    result = browser.call(
        "Runtime.evaluate", session, expression=script, returnByValue=True)
    return result["result"].get("value")


def shown(browser, page, width, scheme, folder, problems):
    """Opens `page` once and appends what is wrong to `problems`."""
    name = os.path.splitext(os.path.basename(page))[0]
    target = browser.call("Target.createTarget", url="about:blank")["targetId"]
    session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    for domain in ("Page", "Runtime", "Log", "Network"):
        browser.call(f"{domain}.enable", session)
    browser.call("Emulation.setScriptExecutionDisabled", session, value=True)
    wide, high = WIDTHS[width]
    browser.call(
        "Emulation.setDeviceMetricsOverride", session, width=wide, height=high,
        deviceScaleFactor=1, mobile=width == "phone")
    browser.call(
        "Emulation.setEmulatedMedia", session,
        features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.events.clear()
    url = "file://" + os.path.abspath(page)
    browser.call("Page.navigate", session, url=url)
    browser.wait_for("Page.loadEventFired")
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
    shot = browser.call(
        "Page.captureScreenshot", session, captureBeyondViewport=True,
        clip={"x": 0, "y": 0, "width": wide, "height": min(size["height"], 9000), "scale": 1})
    with open(f"{folder}/{name}-{width}-{scheme}.png", "wb") as file:
        file.write(base64.b64decode(shot["data"]))
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
        browser.call("Browser.close")
        browser.process.wait(timeout=20)
    for problem in problems:
        print(f"browser check: {problem}", file=sys.stderr)
    net = "without a network" if browser.is_cut_off else "with requests watched"
    if not problems:
        print(f"browser check: {len(pages)} pages are fine, opened {net}; pictures in {folder}")
    sys.exit(1 if problems else 0)


main()
