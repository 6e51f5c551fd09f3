import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { withBrowser } from "#test/support/browser.ts";
import { startApp } from "./app.ts";
import { HOME, MESSAGES, VIEW } from "./hostile-messages.ts";
import { harm, HOSTILE, PAYLOADS, SHORT, TINY, type Tripwire, tripwire } from "./hostile-text.ts";
import { ANNA, useWorkspace } from "./workspace.ts";

const CHANNEL = "C0HOSTILE01";
const [SCRIPT] = PAYLOADS;

withBrowser("hostile text", ({ open, goTo }) => {
  const workspace = useWorkspace({
    triggerSeconds: "relaxed",
    fileDelayMs: 0,
    seed: {
      team: SHORT,
      users: [
        { id: ANNA, name: "anna", real_name: SHORT },
        { id: "U0BEN000002", name: SHORT, real_name: `${SHORT}${"W".repeat(5000)}` },
      ],
      channels: [
        { id: CHANNEL, name: SHORT, bot: true, topic: HOSTILE, purpose: HOSTILE },
        { id: "C0HOSTILE02", name: "other", bot: true },
      ],
      usergroups: [],
    },
  });

  beforeAll(async () => {
    const client = workspace.client();
    const channel = CHANNEL;
    const bookmark = { channel_id: channel, type: "link" as const, title: SHORT };
    await client.bookmarks.add({ ...bookmark, link: `https://example.com/"${SHORT}` });
    await workspace.act("message", { user: "anna", channel, text: HOSTILE });
    await client.chat.postMessage({ channel, text: HOSTILE });
    for (const { door: text, blocks = [], attachments = [] } of MESSAGES) {
      await client.apiCall("chat.postMessage", { channel, text, blocks, attachments });
    }
    await client.filesUploadV2({
      channel_id: channel,
      filename: `${SHORT}.svg`,
      title: SHORT,
      content: `<svg xmlns="http://www.w3.org/2000/svg" onload="self.ran=1"/>`,
    });
  });

  async function openAt(place: string): Promise<{ page: Page; ran: Tripwire }> {
    const page = await goTo(workspace.address(`${ANNA}/${place}`));
    return { page, ran: tripwire(page) };
  }

  it("stays text in messages, names, topics, bookmarks and files", async () => {
    const { page, ran } = await openAt(`channel/${CHANNEL}`);
    const log = page.getByRole("log");
    await log
      .getByText(`${SHORT}.svg`)
      .or(log.getByRole("link", { name: SHORT }))
      .last()
      .waitFor();

    expect(await harm(page, ran)).toEqual([]);
    const messages = await log.getByRole("article").allTextContents();
    // The person's, the app's, and all but two of those with blocks: only what is short fits there.
    expect(messages.filter((text) => text.includes(SCRIPT)).length).toBeGreaterThanOrEqual(7);
    expect(messages.filter((text) => text.includes(SHORT))).toHaveLength(messages.length);
    expect(await page.getByRole("navigation", { name: "Bookmarks" }).textContent()).toContain(
      SHORT,
    );
    expect(await page.locator(".topic").textContent()).toContain(SCRIPT);
    const sidebar = page.getByRole("navigation", { name: "Channels and conversations" });
    expect(await sidebar.getByRole("link", { name: SHORT }).count()).toBeGreaterThan(0);
  });

  it("does nothing when everything is pressed, opened and hovered", async () => {
    const { page, ran } = await openAt(`channel/${CHANNEL}`);
    const messages = page.getByRole("log").getByRole("article");
    await messages.last().waitFor();

    const elements = messages.filter({ has: page.locator('[data-block-type="actions"]') });
    await elements.getByRole("combobox").click();
    await elements.getByRole("option").first().waitFor();
    expect(await harm(page, ran)).toEqual([]);
    await page.keyboard.press("Escape");
    await elements.getByRole("button", { name: "More actions" }).first().click();
    await page.getByRole("menuitem").first().waitFor();
    expect(await harm(page, ran)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /members$/ }).click();
    await page
      .getByRole("dialog", { name: /members$/ })
      .getByRole("listitem")
      .first()
      .waitFor();
    await page.getByRole("button", { name: "More about this conversation" }).click();
    await page.getByText("Copy link").waitFor();
    expect(await harm(page, ran)).toEqual([]);
  });

  it("would be noticed", async () => {
    const page = await open(workspace.address(`${ANNA}/home`));
    const ran = tripwire(page);

    await page.evaluate(() => {
      document.body.append(document.createElement("iframe"));
      document.body.insertAdjacentHTML("beforeend", "<a href='javascript:1'>press</a>");
      Object.assign(globalThis, { ran: true });
    });

    expect(await harm(page, ran)).toHaveLength(3);
  });

  it("never makes the page wider than the window", async () => {
    const page = await open(workspace.address(`${ANNA}/channel/${CHANNEL}`), { width: 360 });
    await page.getByRole("log").getByRole("article").last().waitFor();

    const { clientWidth, scrollWidth } = await page.evaluate(() => document.documentElement);
    expect(scrollWidth).toBe(clientWidth);
    const log = await page
      .getByRole("log")
      .evaluate((list) => [list.clientWidth, list.scrollWidth]);
    expect(log[1]).toBe(log[0]);
  });

  it("stays text when somebody types it", async () => {
    const { page, ran } = await openAt("channel/C0HOSTILE02");
    const typed = `<!channel> ${PAYLOADS.slice(0, -1).join(" ")}`;

    await page.getByRole("textbox", { name: /^Message/ }).fill(typed);
    await page.keyboard.press("Enter");
    const message = page.getByRole("log").getByRole("article");
    await message.waitFor();

    expect(await harm(page, ran)).toEqual([]);
    expect(await message.locator(".message-body").textContent()).toContain("<!channel>");
  });

  it("stays text in a modal and in a Home tab", async () => {
    const app = await startApp(workspace.sandbox(), (bolt) => {
      bolt.shortcut("start", async ({ ack, client, shortcut: { trigger_id } }) => {
        await ack();
        await client.apiCall("views.open", { trigger_id, view: VIEW });
      });
    });
    await workspace.client().apiCall("views.publish", { user_id: ANNA, view: HOME });
    const { page, ran } = await openAt("home");
    const home = page.getByRole("region", { name: /^Home of/ });
    await home.getByRole("radio").waitFor();
    expect(await harm(page, ran)).toEqual([]);

    await workspace.act("shortcut", { user: "anna", callback_id: "start" });
    const modal = page.getByRole("dialog");
    await modal.waitFor();

    expect(await harm(page, ran)).toEqual([]);
    expect(await modal.getByRole("heading").textContent()).toBe(TINY);
    expect(await modal.getByRole("textbox").inputValue()).toContain(SCRIPT);
    expect(await modal.getByRole("radio").count()).toBe(1);
    await modal.getByRole("button", { name: "Close" }).click();
    await modal.waitFor({ state: "detached" });
    await app.stop();
  });

  it("stays text in the inspector", async () => {
    const { page, ran } = await openAt("inspector");
    const calls = page.getByRole("button", { name: /chat\.postMessage/ });
    await calls.first().click();
    await page.getByText("self.ran=1").first().waitFor();

    expect(await harm(page, ran)).toEqual([]);
  });
});
