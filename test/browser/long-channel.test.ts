import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { withBrowser } from "#test/support/browser.ts";
import { ANNA, OPS, useWorkspace } from "./workspace.ts";

const COUNT = 2000;
const FAR_BACK = 600;
const REPLIES = 350;
/** More than this is never drawn, however long somebody scrolls. */
const MOST_DRAWN = 300;
/** Half a line: what comes of rounding is not a jump. */
const STILL = 8;

type Seen = { readonly ts: string; readonly top: number };

withBrowser("a channel of 2,000 messages", ({ open }) => {
  const workspace = useWorkspace({ eventRetriesMs: [] });
  let all: readonly { readonly ts: string; readonly text: string }[] = [];

  async function say(text: string, thread_ts?: string): Promise<void> {
    await workspace.act("message", { user: "ben", channel: OPS, text, thread_ts });
  }

  async function thread(root: string): Promise<typeof all> {
    const query = `channel=${OPS}&thread=${root}`;
    const answer = await fetch(`${workspace.sandbox().url}/_control/messages?${query}`);
    return (await answer.json()).messages;
  }

  async function openOps(query = ""): Promise<Page> {
    const page = await open(workspace.address(`${ANNA}/channel/${OPS}${query}`));
    await page.locator("[data-ts]").first().waitFor();
    return page;
  }

  beforeAll(async () => {
    for (let from = 0; from < COUNT; from += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, index) => say(`Message ${from + index}`)));
    }
    const response = await fetch(`${workspace.sandbox().url}/_control/state`);
    const { channels } = await response.json();
    all = channels.find(({ id }: { id: string }) => id === OPS).messages;
  });

  it("draws a few of them, with the newest in view", async () => {
    const page = await openOps();

    expect(await page.locator("[data-ts]").count()).toBeLessThanOrEqual(MOST_DRAWN);
    expect(await isInView(message(page, all.at(-1)?.ts))).toBe(true);
    expect(all).toHaveLength(COUNT);
  });

  it("goes back to the very first one and never jumps", async () => {
    // From far back, to which a link leads: every step is like the one before.
    const page = await openOps(`?ts=${all[FAR_BACK]?.ts}`);
    const start = page.getByText("This is where it begins.");

    const moves: number[] = [];
    const drawn: number[] = [];
    while ((await start.count()) === 0) {
      const before = await scrollToTop(page);
      await waitForOlder(page);
      moves.push(Math.abs((await topOf(page, before.ts)) - before.top));
      drawn.push(await page.locator("[data-ts]").count());
    }
    await scrollToTop(page);

    expect(Math.max(...moves)).toBeLessThanOrEqual(STILL);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(MOST_DRAWN);
    expect(await isInView(message(page, all[0]?.ts))).toBe(true);
    expect(await message(page, all[0]?.ts).textContent()).toContain(all[0]?.text);
  });

  it("stays where its reader is while others write, and offers the way to what is new", async () => {
    const page = await openOps();
    await scrollToTop(page);
    await waitForOlder(page);
    const before = await firstVisible(page);
    await page.getByRole("button", { name: "To the newest" }).waitFor();

    await say("Something new");
    await page.getByRole("button", { name: "New messages" }).waitFor();

    const moved = (await topOf(page, before.ts)) - before.top;
    expect(Math.abs(moved)).toBeLessThanOrEqual(STILL);
    await page.getByRole("button", { name: "New messages" }).click();
    const news = page.getByRole("article").filter({ hasText: "Something new" });
    await expect.poll(() => isInView(news)).toBe(true);
    expect(await page.getByRole("button", { name: "New messages" }).count()).toBe(0);
  });

  it.each([
    ["the page's own", (ts: string) => `/#/${ANNA}/channel/${OPS}?ts=${ts}`],
    ["Slack's", (ts: string) => `/archives/${OPS}/p${ts.replace(".", "")}`],
  ])("shows an old message from a link, %s kind", async (_kind, pathTo) => {
    const { ts = "", text = "" } = all[1000] ?? {};

    const page = await open(`${workspace.sandbox().url}${pathTo(ts)}`);

    const old = message(page, ts);
    await old.waitFor();
    await expect.poll(() => isInView(old)).toBe(true);
    expect(await old.textContent()).toContain(text);
    expect(await old.getAttribute("class")).toContain("message-chosen");
    expect(await page.locator(".message-chosen").count()).toBe(1);
    expect(await page.locator("[data-ts]").count()).toBeLessThanOrEqual(MOST_DRAWN);
  });

  it("follows the conversation from an old message down to the newest", async () => {
    const page = await openOps(`?ts=${all[COUNT - 500]?.ts}`);
    await message(page, all[COUNT - 500]?.ts).waitFor();

    const newest = message(page, all.at(-1)?.ts);
    while ((await newest.count()) === 0) await scrollToEnd(page);

    await scrollToEnd(page);
    await expect.poll(() => isInView(newest)).toBe(true);
  });

  it("shows a pin as often as asked, and one's own words wherever one was reading", async () => {
    const { ts = "" } = all[COUNT - 400] ?? {};
    await workspace.client().pins.add({ channel: OPS, timestamp: ts });
    const page = await openOps();
    async function showPin(): Promise<void> {
      await page.getByRole("button", { name: "1 pin" }).click();
      await page.getByRole("button", { name: "Show in conversation" }).click();
      await expect.poll(() => isSeen(message(page, ts))).toBe(true);
    }
    const box = page.getByRole("textbox", { name: "Message #ops" });

    await showPin();
    await box.fill("I was reading far above");
    await box.press("Enter");
    const own = page.getByRole("article").filter({ hasText: "I was reading far above" });
    await expect.poll(() => isSeen(own)).toBe(true);

    await showPin();
  });

  it("leaves what somebody points at under the pointer while the app changes the message", async () => {
    const { chat } = workspace.client();
    const { ts = "" } = await chat.postMessage({ channel: OPS, text: "Triggered" });
    const page = await openOps();
    await message(page, ts).hover();
    const button = await message(page, ts).getByRole("button").first().elementHandle();

    await chat.update({ channel: OPS, ts, text: "Acknowledged" });
    await message(page, ts).getByText("Acknowledged").waitFor();

    expect(await button?.evaluate(({ isConnected }) => isConnected)).toBe(true);
  });

  it("draws a few of a thread's replies too, and goes to the one that a link names", async () => {
    const { ts: root = "" } = all[COUNT - 10] ?? {};
    for (let from = 0; from < REPLIES; from += 50) {
      const some = Array.from({ length: 50 }, (_, index) => `Reply ${from + index}`);
      await Promise.all(some.map((text) => say(text, root)));
    }
    const replies = await thread(root);
    const { ts = "" } = replies[60] ?? {};

    const page = await openOps(`?thread=${root}&ts=${ts}`);
    const pane = page.getByRole("region", { name: "Thread" });
    const linked = pane.locator(`[data-ts="${ts}"]`);
    await expect.poll(() => isSeen(linked)).toBe(true);
    expect(await linked.getAttribute("class")).toContain("message-chosen");

    await pane.getByRole("button", { name: "To the newest" }).click();
    await expect.poll(() => isSeen(pane.getByText(replies.at(-1)?.text ?? ""))).toBe(true);
    expect(await pane.getByRole("article").count()).toBeLessThanOrEqual(MOST_DRAWN);
  });
});

function message(page: Page, ts = ""): Locator {
  return page.locator(`[data-ts="${ts}"]`);
}

/** What is not drawn is not in view. */
async function isSeen(element: Locator): Promise<boolean> {
  return (await element.count()) === 1 && (await isInView(element));
}

function isInView(element: Locator): Promise<boolean> {
  return element.evaluate((shown) => {
    const [box, frame] = [shown, shown.closest(".message-scroller")].map((one) =>
      one?.getBoundingClientRect(),
    );
    return box !== undefined && frame !== undefined
      ? box.bottom > frame.top && box.top < frame.bottom
      : false;
  });
}

function topOf(page: Page, ts: string): Promise<number> {
  return message(page, ts).evaluate((shown) => shown.getBoundingClientRect().top);
}

/** The first message that one sees. */
function firstVisible(page: Page): Promise<Seen> {
  return page.locator(".message-scroller").evaluate((scroller) => {
    const edge = scroller.getBoundingClientRect().top;
    const messages = [...scroller.querySelectorAll<HTMLElement>("[data-ts]")];
    const first = messages.find((one) => one.getBoundingClientRect().bottom > edge);
    if (first === undefined) throw new Error("nothing is in view");
    return { ts: first.dataset["ts"] ?? "", top: first.getBoundingClientRect().top };
  });
}

/** Answers what is in view then, before anything older comes. */
function scrollToTop(page: Page): Promise<Seen> {
  return page.locator(".message-scroller").evaluate((scroller) => {
    scroller.scrollTop = 0;
    const first = scroller.querySelector<HTMLElement>("[data-ts]");
    const seen = { ts: first?.dataset["ts"] ?? "", top: first?.getBoundingClientRect().top ?? 0 };
    Object.assign(globalThis, { firstDrawn: seen.ts });
    return seen;
  });
}

/** Until what was drawn first when it was scrolled up is not the first any more, or is the first of all. */
async function waitForOlder(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const first = document.querySelector<HTMLElement>(".message-scroller [data-ts]");
    const known: unknown = Reflect.get(globalThis, "firstDrawn");
    return first?.dataset["ts"] !== known || document.querySelector(".list-start") !== null;
  });
}

async function scrollToEnd(page: Page): Promise<void> {
  await page.locator(".message-scroller").evaluate((scroller) => {
    scroller.scrollTop = scroller.scrollHeight;
  });
}
