import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, type Page, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished } from "vitest";
import { CHROMIUM_ARGS, findChromium, NO_CHROMIUM } from "#demo/screenshots/chromium.ts";

export type Window = {
  readonly width?: number;
  readonly colorScheme?: "light" | "dark";
  readonly timezoneId?: string;
};

/** Opens a window of its own, with its own storage; it is closed when the test ends. */
type OpenWindow = (url: string, window?: Window) => Promise<Page>;

/** Runs tests in a real browser; without one they are skipped, except in CI. */
export function withBrowser(name: string, define: (open: OpenWindow) => void): void {
  const executablePath = findChromium();
  if (executablePath === undefined) noticeMissingBrowser();
  describe.skipIf(executablePath === undefined)(`${name} in a browser`, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({
        executablePath: executablePath ?? "",
        args: CHROMIUM_ARGS,
      });
    });
    afterAll(async () => {
      await browser.close();
    });
    define((url, window = {}) => openWindow(browser, url, window));
  });
}

/** What axe finds wrong with what is shown, one line each; with rules, by these alone. */
export async function flaws(page: Page, ...rules: readonly string[]): Promise<readonly string[]> {
  // Without frames of other sites it needs no blank page to put its findings together: twice as fast.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules.length > 0 ? axe.withRules([...rules]) : axe).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`),
  );
}

async function openWindow(
  browser: Browser,
  url: string,
  { width = 1280, ...rest }: Window,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, ...rest });
  onTestFinished(() => context.close());
  const complaints = listen(context);
  onTestFinished(() => {
    expect(complaints, "what the browser complained of").toEqual([]);
  });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** Errors of scripts and breaches of the page's security policy. */
function listen(context: BrowserContext): readonly string[] {
  const complaints: string[] = [];
  context.on("weberror", (error) => complaints.push(String(error.error())));
  context.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  return complaints;
}

function noticeMissingBrowser(): void {
  const message = `Tests in a browser need one: ${NO_CHROMIUM}`;
  if (process.env["CI"] === "true") throw new Error(message);
  process.stderr.write(`Skipped: ${message}.\n`);
}
