"""The plan's table in Chromium slowed down four times: from the address to the first key heeded.

Run: python -m benchmarks.open_grid. The server is not slowed down: it is not the person's PC.
"""

from statistics import median

from playwright.sync_api import Page, sync_playwright

from benchmarks._portal import make_head, make_plan, make_portal, sign_in, start_server
from benchmarks._ratios import say, verdict

CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")
GOALS = {300: 1.0, 1500: 3.0}  # seconds, by the number of items in seven columns
SLOWER = 4
TIMES = 5
# The cell that the arrow leads to is the one in the tab order: the page listens and has moved.
PRESS_UNTIL_HEEDED = """() => new Promise((resolve) => {
  const press = () => {
    const cell = document.querySelector('#plan-grid [tabindex="0"]');
    if (cell) {
      cell.focus();
      cell.dispatchEvent(new KeyboardEvent('keydown', {
        key: 'ArrowDown', code: 'ArrowDown', bubbles: true, cancelable: true,
      }));
      if (document.querySelector('#plan-grid [tabindex="0"]') !== cell) {
        requestAnimationFrame(() => resolve(performance.now() / 1000));
        return;
      }
    }
    setTimeout(press, 5);
  };
  press();
})"""


def usable_after(page: Page, address: str) -> float:
    """Seconds from the start of the navigation to the frame after the first key was heeded."""
    page.goto("about:blank")
    page.goto(address, wait_until="commit")
    return float(page.evaluate(PRESS_UNTIL_HEEDED))


def main() -> None:
    make_portal()
    centre, head = make_head()
    plans = {count: make_plan(centre, count) for count in GOALS}
    site = f"http://127.0.0.1:{start_server()}"
    cookies = sign_in(head)  # before the browser: its loop allows no queries
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies(
            [{"name": name, "value": value, "url": site} for name, value in cookies.items()]
        )
        page = context.new_page()
        throttle = context.new_cdp_session(page)
        throttle.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        for count, plan_id in plans.items():
            usable_after(page, f"{site}/plans/{plan_id}/")  # fonts, styles and scripts are kept
            taken = [usable_after(page, f"{site}/plans/{plan_id}/") for _ in range(TIMES)]
            goal = GOALS[count]
            verdict(
                f"usable, {count} × 7, processor {SLOWER} × slower, s",
                median(taken),
                f"≤ {goal}",
                reached=median(taken) <= goal,
            )
        browser.close()
    say("Медиана пяти открытий; сервер на той же машине.")


if __name__ == "__main__":
    main()
