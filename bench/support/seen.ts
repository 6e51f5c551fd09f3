import type { Browser, Page } from "playwright-core";

/** What is waited for: the last of these elements says this, and can be seen. */
export type Sight = { readonly selector: string; readonly words: string };

/** A new window with nothing in its caches; answers it and the milliseconds from going there until it is seen. */
export async function openUntilSeen(
  browser: Browser,
  url: string,
  sight: Sight,
): Promise<{ readonly page: Page; readonly took: number }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(watch, sight);
  await page.goto(url, { waitUntil: "commit" });
  const { begun, at } = await seen(page);
  return { page, took: at - begun };
}

/** Milliseconds from when somebody causes it until it is seen. */
export async function untilSeen(page: Page, sight: Sight, cause: () => unknown): Promise<number> {
  await page.evaluate(watch, sight);
  const begin = performance.timeOrigin + performance.now();
  await cause();
  return (await seen(page)).at - begin;
}

/** By the clock that all processes share, in milliseconds since 1970. */
async function seen(page: Page): Promise<{ readonly begun: number; readonly at: number }> {
  await page.waitForFunction(() => Reflect.get(globalThis, "seenAt") !== undefined);
  return await page.evaluate(() => ({
    begun: performance.timeOrigin,
    at: Number(Reflect.get(globalThis, "seenAt")),
  }));
}

/** In the page: looks at each frame, so that what is found has been laid out and is not covered. */
function watch({ selector, words }: Sight): void {
  function isSeen(): boolean {
    const last = [...document.querySelectorAll(selector)].at(-1);
    if (last?.textContent.includes(words) !== true) return false;
    const { left, right, top, bottom } = last.getBoundingClientRect();
    return last.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
  }
  function look(): void {
    if (isSeen()) {
      Reflect.set(globalThis, "seenAt", performance.timeOrigin + performance.now());
    } else {
      requestAnimationFrame(look);
    }
  }
  Reflect.deleteProperty(globalThis, "seenAt");
  look();
}
