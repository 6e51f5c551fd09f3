import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, type Page, chromium } from "playwright-core";
import { afterAll, describe, expect, onTestFinished } from "vitest";
import { CHROMIUM_ARGS, findChromium, NO_CHROMIUM } from "#demo/screenshots/chromium.ts";

type Window = {
  readonly width?: number;
  readonly colorScheme?: "light" | "dark";
  readonly timezoneId?: string;
};

type OpenWindow = (url: string, window?: Window) => Promise<Page>;

type Windows = {
  /** Opens a window of its own, with its own storage; it is closed when the test ends. */
  readonly open: OpenWindow;
  /**
   * Goes there in the one window that the tests of the describe share, which is as the test before left it: to draw a
   * page anew takes longer than most tests.
   */
  readonly goTo: (url: string) => Promise<Page>;
};

/** Runs tests in a real browser; without one they are skipped, except in CI. */
export function withBrowser(name: string, define: (windows: Windows) => void): void {
  const isMissing = findChromium() === undefined;
  if (isMissing) noticeMissingBrowser();
  describe.skipIf(isMissing)(`${name} in a browser`, () => {
    define({
      open: async (url, window = {}) => {
        const { context, page, check } = await openWindow(await startOnce(), window);
        onTestFinished(() => context.close());
        onTestFinished(check);
        await page.goto(url);
        return page;
      },
      goTo: sharedWindow(),
    });
  });
}

/** What axe finds wrong with what is shown, one line each; with rules, by these alone. */
export async function flaws(page: Page, ...rules: readonly string[]): Promise<readonly string[]> {
  // It is large, and would be read anew at each look.
  const isThere = await page.evaluate("'axe' in window");
  const axe = new AxeBuilder({ page, ...(isThere === true ? { axeSource: ";" } : {}) })
    // Without frames of other sites it needs no blank page to put its findings together: twice as fast.
    .setLegacyMode()
    // To describe all that is well takes longer than to find what is not.
    .options({ resultTypes: ["violations"] });
  const { violations } = await (rules.length > 0 ? axe.withRules([...rules]) : axe).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`),
  );
}

/** The zone of the shared windows. Nobody lives there: what a page shows goes by its people's clocks. */
export const ELSEWHERE = "Asia/Tokyo";

let started: Promise<Browser> | null = null;

/** The files that a process runs one after the other share it; it ends with the process. */
async function startOnce(): Promise<Browser> {
  const known = await started;
  if (known?.isConnected() === true) return known;
  started = chromium.launch({ executablePath: findChromium() ?? "", args: CHROMIUM_ARGS });
  return started;
}

function sharedWindow(): Windows["goTo"] {
  let shared: Opened | null = null;
  afterAll(async () => {
    await shared?.context.close();
  });
  return async (url) => {
    shared ??= await openWindow(await startOnce(), { timezoneId: ELSEWHERE });
    const { page, check } = shared;
    onTestFinished(check);
    await goWithin(page, url);
    return page;
  };
}

/** To another place of the same page without drawing the page anew: it is there once the place has been drawn. */
async function goWithin(page: Page, url: string): Promise<void> {
  const [here, there] = [new URL(page.url()), new URL(url)];
  if (here.host !== there.host) {
    await page.goto(url);
  } else if (here.hash !== there.hash) {
    await page.evaluate(
      (hash) =>
        new Promise((resolve) => {
          addEventListener("hashchange", () => requestAnimationFrame(resolve), { once: true });
          location.hash = hash;
        }),
      there.hash,
    );
  }
}

type Opened = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Fails when the browser complained of anything. */
  readonly check: () => void;
};

async function openWindow(browser: Browser, { width = 1280, ...rest }: Window): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, ...rest });
  // For what hangs: a busy machine may take its time.
  context.setDefaultTimeout(60_000);
  const complaints = listen(context);
  function check(): void {
    expect(complaints, "what the browser complained of").toEqual([]);
  }
  return { context, page: await context.newPage(), check };
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
