"""Makes the pictures of the documentation with Chromium, from a demonstration of their own.

``make screenshots`` renews ``docs/pictures``. ``python -m docs.screenshots --all FOLDER`` takes every
class of page instead, wide, narrow and dark, to be looked at before a change of the look is done;
``--only NAME …`` takes some of them.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from app.config import ROOT
from docs.scenes import PICTURES, SCENES, Scene
from tests.browser.conftest import QUIET
from tests.conftest import chromium
from tests.servers import free_port

PASSWORD = "only-for-the-pictures"  # noqa: S105 - of accounts that live as long as this run.
START_SECONDS = 120

WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
PAPER: ViewportSize = {"width": 643, "height": 971}
"""What the margins of the print style leave of A4, in CSS pixels."""


@contextmanager
def demonstration() -> Iterator[str]:
    """Serve a fresh demonstration until the end of the block; give its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as instance:
        environ = {
            "PATH": os.environ.get("PATH", ""),
            "PYTHONPATH": str(ROOT),
            "PARLEY_ENV": "development",
            "PARLEY_INSTANCE": instance,
            "PARLEY_INSTITUTE_NAME": "Institute for Peace and Security Studies",
            "PARLEY_DEMO_PASSWORD": PASSWORD,
            "PORT": str(port),
        }
        command = [str(Path(sys.executable).with_name("parley")), "run"]
        with subprocess.Popen(command, env=environ, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
            try:
                wait_for(f"{address}/healthz", process)
                yield address
            finally:
                process.send_signal(signal.SIGTERM)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Return when ``address`` answers. Raises RuntimeError if it does not, or its process ends."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - our own.
        except urllib.error.URLError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"{address} does not answer.")


def visitors(browser: Browser, address: str) -> dict[str, Page]:
    """Return a page for each who looks: nobody in particular, and staff by mailbox."""
    pages = {}
    for who in sorted({scene.who for scene in SCENES}):
        page = browser.new_context(base_url=address, viewport=WIDE, locale="en-GB").new_page()
        if who:
            page.goto("/account/sign-in")
            page.get_by_label("E-mail").fill(f"{who}@example.org")
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
        pages[who] = page
    return pages


def open_scene(scene: Scene, page: Page) -> None:
    """Go to the page of ``scene``, and do there what makes it."""
    page.set_viewport_size(WIDE)
    page.goto(scene.address)
    for link in scene.links:
        found = page.locator("main, nav.rail")
        exact = found.get_by_role("link", name=link, exact=True)
        (exact if exact.count() else found.get_by_role("link", name=link)).first.click()
    if scene.act:
        scene.act(page)
    # What an action leaves behind, focus and pointer, would show in the picture.
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")


def take_pictures(pages: dict[str, Page], folder: Path) -> None:
    """Write the pictures that the documentation shows: from the top, as high as each asks for."""
    scenes = {scene.name: scene for scene in SCENES}
    for picture in PICTURES:
        scene = scenes[picture.scene]
        page = pages[scene.who]
        open_scene(scene, page)
        width = (NARROW if picture.narrow else WIDE)["width"]
        page.set_viewport_size({"width": width, "height": picture.height})
        page.screenshot(path=folder / f"{picture.name}.png")


def take_all(pages: dict[str, Page], folder: Path, scenes: Sequence[Scene]) -> None:
    """Write ``scenes`` at full length: wide, narrow, dark, and printed where that matters."""
    for scene in scenes:
        page = pages[scene.who]
        open_scene(scene, page)
        page.screenshot(path=folder / f"{scene.name}-wide.png", full_page=True)
        page.emulate_media(color_scheme="dark")
        page.screenshot(path=folder / f"{scene.name}-dark.png", full_page=True)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(NARROW)
        page.screenshot(path=folder / f"{scene.name}-narrow.png", full_page=True)
        if scene.printed:
            page.set_viewport_size(PAPER)
            page.emulate_media(media="print")
            page.screenshot(path=folder / f"{scene.name}-print.png", full_page=True)
            page.emulate_media(media="screen")


def main() -> None:
    """Take the pictures that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m docs.screenshots", description=__doc__)
    parser.add_argument("--all", metavar="FOLDER", type=Path, help="take every page, into FOLDER")
    parser.add_argument("--only", metavar="NAME", nargs="*", help="of all, take these alone")
    asked = parser.parse_args()
    everything: Path | None = asked.all
    scenes = [scene for scene in SCENES if not asked.only or scene.name in asked.only]
    folder = everything or ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    if (executable := chromium()) is None:
        parser.error("Chromium is missing; on Debian: apt-get install chromium")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with demonstration() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=[*QUIET, *as_root], chromium_sandbox=not as_root
        )
        pages = visitors(browser, address)
        if everything:
            take_all(pages, folder, scenes)
        else:
            take_pictures(pages, folder)
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} pictures are in {folder}")


if __name__ == "__main__":
    main()
