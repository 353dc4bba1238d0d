"""Headless Chromium over the DevTools protocol on a pipe: Python's standard library only.

Where the system allows it, the browser runs in a network namespace without any interface.
"""

import base64
import json
import os
import select
import subprocess
import sys


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

    def open(self, page, wide, high, scheme, is_phone=False, scale=1):
        """Loads a file without scripts and returns target, session and address."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable", session)
        self.call("Emulation.setScriptExecutionDisabled", session, value=True)
        self.call(
            "Emulation.setDeviceMetricsOverride", session, width=wide, height=high,
            deviceScaleFactor=scale, mobile=is_phone)
        self.call(
            "Emulation.setEmulatedMedia", session,
            features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.events.clear()
        url = "file://" + os.path.abspath(page)
        self.call("Page.navigate", session, url=url)
        self.wait_for("Page.loadEventFired")
        return target, session, url

    def shoot(self, session, wide, high, scale=1):
        """The first `high` pixels of the page as PNG."""
        shot = self.call(
            "Page.captureScreenshot", session, captureBeyondViewport=True,
            clip={"x": 0, "y": 0, "width": wide, "height": high, "scale": scale})
        return base64.b64decode(shot["data"])

    def close(self):
        self.call("Browser.close")
        self.process.wait(timeout=20)
