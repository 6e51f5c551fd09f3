import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { useDemo } from "#test/demo/stage.ts";
import { flaws, withBrowser } from "#test/support/browser.ts";
import { type Colleague, colleagueAt, messageSaying } from "./colleague.ts";

const CHANNEL = /^inc-1-checkout-fails/;

type Place = { readonly what: string; readonly open: (mia: Colleague) => Promise<void> };

/** In this order, each opened from the one before. */
const PLACES: readonly Place[] = [
  { what: "the direct message with the page", open: openPage },
  { what: "the incident's channel", open: openChannel },
  { what: "a thread", open: openThread },
  { what: "a modal", open: openModal },
  { what: "the inspector", open: openInspector },
  { what: "the app's Home", open: openHome },
  { what: "the story", open: openStory },
];

withBrowser("the page", ({ open }) => {
  const demo = useDemo();

  beforeAll(async () => {
    await demo.press("fire-error-budget");
  });

  it.each([
    { width: 1280, themes: "light and dark", schemes: ["light", "dark"] as const },
    // The colours are the same at every width.
    { width: 360, themes: "light", schemes: ["light"] as const },
  ])("is accessible and fits, $themes, $width pixels wide", async ({ width, schemes }) => {
    const mia = colleagueAt(await open(demo.stage().slackUrl, { width }));
    for (const { what, open: go } of PLACES) {
      await go(mia);
      const found: string[] = [];
      for (const colorScheme of schemes) {
        await mia.page.emulateMedia({ colorScheme });
        found.push(
          ...(await flaws(mia.page, ...(colorScheme === "dark" ? ["color-contrast"] : []))),
        );
      }
      await mia.page.emulateMedia({ colorScheme: "light" });
      expect.soft({ what, found, tooWide: await tooWide(mia.page) }).toEqual({
        what,
        found: [],
        tooWide: [],
      });
    }
  });
});

async function openPage(mia: Colleague): Promise<void> {
  const close = mia.button("Close the story");
  await mia.main.waitFor();
  if (await close.isVisible()) await close.click();
  await mia.goesTo("Muster app");
  await mia.messages.getByText("1 of 1 firing").first().waitFor();
}

async function openChannel(mia: Colleague): Promise<void> {
  await mia.goesTo(CHANNEL);
  await messageSaying(mia.messages, "Pinned to this channel").waitFor();
}

async function openThread({ page, messages, chooses }: Colleague): Promise<void> {
  await chooses("Reply in thread", messageSaying(messages, "Pinned to this channel"));
  await page.getByRole("region", { name: "Thread" }).getByRole("article").waitFor();
}

async function openModal(mia: Colleague): Promise<void> {
  await mia.button("Close the thread").click();
  await mia.writes("/incident new");
  await mia.page.getByRole("dialog", { name: "Declare an incident" }).waitFor();
}

async function openInspector(mia: Colleague): Promise<void> {
  const dialog = mia.page.getByRole("dialog", { name: "Declare an incident" });
  await mia.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await mia.goesTo("Inspector");
  const traffic = mia.page.getByRole("list", { name: "Traffic, newest first" });
  await traffic.getByRole("button").first().click();
}

async function openHome(mia: Colleague): Promise<void> {
  await mia.goesTo("Muster home");
  await mia.main.getByText("1 incident open").waitFor();
}

async function openStory({ page, button }: Colleague): Promise<void> {
  await button("Story").click();
  await page.getByRole("region", { name: "Your first incident" }).waitFor();
}

/** What does not fit into the room that it has. */
async function tooWide(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll("main, aside, dialog, [role=log]")]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(
        ({ tagName, scrollWidth, clientWidth }) => `${tagName}: ${scrollWidth} > ${clientWidth}`,
      ),
  );
}
