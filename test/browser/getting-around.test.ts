import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { useDemo } from "#test/demo/stage.ts";
import { withBrowser } from "#test/support/browser.ts";
import { type Colleague, colleagueAt, messageSaying } from "./colleague.ts";

const PHONE = { width: 360 };

withBrowser("getting around the page", ({ open }) => {
  const demo = useDemo();

  it("shows one pane at a time on a phone, each with a way back", async () => {
    const mia = colleagueAt(await open(demo.stage().slackUrl, PHONE));
    // Where pages arrive is what somebody sees first.
    await mia.main.getByRole("heading", { name: /Muster$/, level: 2 }).waitFor();
    expect(await panes(mia)).toEqual([]);

    await mia.button("All channels").click();
    await mia.sidebar.waitFor();
    expect(await panes(mia)).toEqual(["places"]);
    await mia.sidebar.getByRole("link", { name: "general" }).click();
    await mia.messages.waitFor();
    expect(await panes(mia)).toEqual(["messages"]);

    await mia.writes("Is this readable?");
    const message = messageSaying(mia.messages, "Is this readable?");
    await mia.chooses("Reply in thread", message);
    await thread(mia.page).waitFor();
    expect(await panes(mia)).toEqual(["thread"]);
    await mia.button("Close the thread").click();
    await mia.messages.waitFor();

    await mia.button("Story").click();
    await mia.story.waitFor();
    await mia.button("Close the story").click();
    expect(await panes(mia)).toEqual(["messages"]);
  });

  it("needs no mouse to run a command and to leave its modal", async () => {
    const { page, main } = colleagueAt(await open(demo.stage().slackUrl));
    const composer = main.getByRole("textbox", { name: /^Message / });
    await composer.waitFor();
    await tabTo(page, /^Message /);
    await page.keyboard.type("/inc");
    await page.getByRole("option", { name: "/incident" }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.type("new");
    await page.keyboard.press("Enter");

    const modal = page.getByRole("dialog", { name: "Declare an incident" });
    await modal.waitFor();
    await expect.poll(() => modal.locator(":focus").count()).toBe(1);
    await page.keyboard.press("Escape");
    await modal.waitFor({ state: "hidden" });
    await expect.poll(() => focused(page)).toMatch(/^Message /);
  });

  it("lets whoever wrote the first words of a conversation go on writing", async () => {
    const jonas = colleagueAt(await open(demo.stage().slackUrl));
    await jonas.becomes("Jonas Weber");
    await jonas.writes("Are you there?");
    await messageSaying(jonas.messages, "Are you there?").waitFor();
    await expect.poll(() => focused(jonas.page)).toMatch(/^Message /);
  });

  it("gives the focus back to what opened a list", async () => {
    const mia = colleagueAt(await open(demo.stage().slackUrl));
    await mia.goesTo("general");
    const { page, main } = mia;
    await main.getByRole("button", { name: "6 members" }).waitFor();
    await tabTo(page, /^6 members/);
    await page.keyboard.press("Enter");
    const members = page.getByRole("dialog", { name: "6 members" });
    await members.getByText("Ruth Delgado").waitFor();
    await page.keyboard.press("Escape");
    await members.waitFor({ state: "hidden" });
    expect(await focused(page)).toBe("6 members");
  });
});

/** Which of the panes can be seen. */
async function panes({ page, messages, sidebar }: Colleague): Promise<readonly string[]> {
  const all = { messages, places: sidebar, thread: thread(page) };
  const seen = await Promise.all(
    Object.entries(all).map(async ([name, pane]) => ((await pane.isVisible()) ? [name] : [])),
  );
  return seen.flat();
}

function thread(page: Page): ReturnType<Page["getByRole"]> {
  return page.getByRole("region", { name: "Thread" });
}

/** Presses Tab until something of that name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    if (name.test(await focused(page))) return;
  }
  throw new Error(`Tab does not lead to ${name.source}.`);
}

/** The name of what has the focus. */
async function focused(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.getAttribute("aria-label") ?? activeElement?.textContent ?? "";
  });
}
