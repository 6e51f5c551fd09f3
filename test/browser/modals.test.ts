import type { App } from "@slack/bolt";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Answer } from "#test/sandbox/workbench.ts";
import { flaws, withBrowser } from "#test/support/browser.ts";
import { startApp } from "./app.ts";
import { FORM, label, NEXT, ROOT } from "./forms.ts";
import { ANNA, OPS, useWorkspace } from "./workspace.ts";

/** What the app does next; each test says. */
type Script = {
  readonly view?: object;
  /** Its answer to a submission; undefined never comes. */
  readonly reply?: object | undefined;
  /** What it does when something in the view is pressed, chosen or typed. */
  readonly onAction?: (app: App, body: Answer) => Promise<void>;
};

withBrowser("a modal", ({ goTo }) => {
  const workspace = useWorkspace({ ackWithinMs: 1500, triggerSeconds: "relaxed" });
  let script: Script = {};
  let heard: Answer[] = [];
  let app: Awaited<ReturnType<typeof startApp>> | null = null;

  beforeAll(async () => {
    app = await startApp(workspace.sandbox(), (bolt) => {
      bolt.shortcut("start", async ({ ack, client, shortcut }) => {
        await ack();
        const { trigger_id } = shortcut;
        await client.apiCall("views.open", { trigger_id, view: script.view ?? FORM });
      });
      bolt.view({ type: "view_submission", callback_id: /.*/ }, async ({ ack, body }) => {
        heard.push(body);
        if ("reply" in script && script.reply === undefined) return;
        await (ack as (answer?: object) => Promise<void>)(script.reply);
      });
      bolt.view({ type: "view_closed", callback_id: /.*/ }, async ({ ack, body }) => {
        await ack();
        heard.push(body);
      });
      bolt.action(/.*/, async ({ ack, body }) => {
        await ack();
        heard.push(body);
        await script.onAction?.(bolt, body);
      });
      bolt.options("service", async ({ ack, options }) => {
        const names = ["checkout", "search", "shipping"];
        const found = names.filter((name) => name.startsWith(options.value));
        await ack({ options: found.map((value) => ({ text: label(value), value })) });
      });
    });
  });
  afterAll(() => app?.stop());
  beforeEach(async () => {
    // Whatever is still open is somebody else's test.
    await workspace.act("reset", {});
    [script, heard] = [{}, []];
  });

  /** Anna has just opened what the app shows. */
  async function openModal(next: Script = {}): Promise<{ page: Page; modal: Locator }> {
    script = next;
    const page = await goTo(workspace.address(`${ANNA}/channel/${OPS}`));
    await page.getByRole("log").waitFor();
    const modal = page.getByRole("dialog");
    // That of the test before.
    await modal.waitFor({ state: "detached" });
    await workspace.act("shortcut", { user: "anna", callback_id: "start" });
    await modal.waitFor();
    return { page, modal };
  }

  function heardOf(kind: string): readonly Answer[] {
    return heard.filter(({ type }) => type === kind);
  }

  it("is asked for from a message with what was chosen there beside the button", async () => {
    const placeholder = label("Severity");
    const options = ["SEV1", "SEV2"].map((value) => ({ text: label(value), value }));
    const elements = [
      { type: "static_select", action_id: "severity", placeholder, options },
      { type: "button", action_id: "go", text: label("Go on") },
    ];
    const blocks = [{ type: "actions", block_id: "card", elements }];
    await workspace.client().apiCall("chat.postMessage", { channel: OPS, text: "card", blocks });
    const page = await goTo(workspace.address(`${ANNA}/channel/${OPS}`));

    await page.getByRole("combobox", { name: "Severity" }).click();
    await page.getByRole("option", { name: "SEV2" }).click();
    await page.getByRole("button", { name: "Go on" }).click();

    await expect.poll(() => heardOf("block_actions").length).toBe(2);
    expect(heardOf("block_actions").at(-1)).toMatchObject({
      actions: [{ action_id: "go" }],
      state: { values: { card: { severity: { selected_option: { value: "SEV2" } } } } },
    });
  });

  it("begins at the first input, and is without flaws for axe", async () => {
    const { page } = await openModal();

    expect(await focused(page)).toBe("Title");
    expect(await flaws(page)).toEqual([]);
  });

  it("says beside each input what the workspace does not take, and asks no app", async () => {
    const { page, modal } = await openModal();

    await modal.getByLabel("Mail").fill("nonsense");
    await modal.getByRole("button", { name: "Declare" }).click();

    await modal.getByText("4 fields need a look.").waitFor();
    expect(await errorsIn(modal)).toEqual({
      title: "Please complete this required field.",
      severity: "Please complete this required field.",
      cause: "Please complete this required field.",
      mail: "Please enter a valid email address.",
    });
    expect(await focused(page)).toBe("Title");
    expect(await modal.getByLabel("Title").getAttribute("aria-invalid")).toBe("true");
    expect(await modal.getByLabel("Mail").inputValue()).toBe("nonsense");
    expect(heardOf("view_submission")).toEqual([]);
    await modal.getByLabel("Title").fill("Down");
    expect(Object.keys(await errorsIn(modal))).toEqual(["severity", "cause", "mail"]);
  });

  it("sends what is filled in and chosen by mouse and keys", async () => {
    const { page, modal } = await openModal();

    await modal.getByLabel("Title").fill("Checkout is down");
    await modal.getByRole("combobox", { name: "Severity" }).click();
    await modal.getByRole("option", { name: "SEV2" }).click();
    await modal.getByRole("combobox", { name: "Service" }).pressSequentially("sh");
    await modal.getByRole("option", { name: "shipping" }).waitFor();
    await page.keyboard.press("Enter");
    await modal.getByRole("combobox", { name: "People" }).pressSequentially("be");
    await page.keyboard.press("Enter");
    await modal.getByRole("combobox", { name: "People" }).click();
    await modal.getByRole("option", { name: /Anna/ }).click();
    await modal.getByLabel("Since").fill("2026-11-20");
    await modal.getByLabel("Customers see it").check();
    await modal.getByLabel("Money is lost").check();
    await modal.getByLabel("A deployment").check();
    await modal.getByRole("button", { name: "Declare" }).click();

    await modal.waitFor({ state: "detached" });
    const [submission] = heardOf("view_submission");
    expect(submission?.["view"].state.values).toMatchObject({
      title: { text: { value: "Checkout is down" } },
      severity: { level: { selected_option: { value: "SEV2" } } },
      service: { service: { selected_option: { value: "shipping" } } },
      people: { who: { selected_users: ["U0BEN000002", ANNA] } },
      since: { day: { selected_date: "2026-11-20" } },
      effects: { seen: { selected_options: [{ value: "seen" }, { value: "money" }] } },
      cause: { why: { selected_option: { value: "deployment" } } },
      mail: { address: { value: null } },
    });
  });

  it("shows the app's own complaint beside the input, and keeps what was typed", async () => {
    const errors = { mail: "Nobody has this address", title: "Say more" };
    const { page, modal } = await openModal({ reply: { response_action: "errors", errors } });

    await fillIn(modal);
    await modal.getByLabel("Mail").fill("a@example.com");
    await modal.getByRole("button", { name: "Declare" }).click();
    await modal.getByText("2 fields need a look.").waitFor();

    expect(await errorsIn(modal)).toEqual(errors);
    expect(await focused(page)).toBe("Title");
    expect(await modal.getByLabel("Title").inputValue()).toBe("Down");
    expect(await modal.getByLabel("Mail").inputValue()).toBe("a@example.com");
    script = {};
    await modal.getByRole("button", { name: "Declare" }).click();
    await modal.waitFor({ state: "detached" });
  });

  it("pushes a view onto another, and goes back to what was typed there", async () => {
    const { modal } = await openModal({ reply: { response_action: "push", view: NEXT } });

    await fillIn(modal);
    await modal.getByRole("button", { name: "Declare" }).click();
    await modal.getByRole("heading", { name: "Next" }).waitFor();
    await modal.getByLabel("Note").fill("Above");
    await modal.getByRole("button", { name: "Back" }).click();

    await modal.getByRole("heading", { name: "Declare" }).waitFor();
    expect(await modal.getByLabel("Title").inputValue()).toBe("Down");
    expect(await modal.getByRole("combobox", { name: "Severity" }).inputValue()).toBe("SEV1");
  });

  it("closes all views at once when the app clears them", async () => {
    const { modal } = await openModal({ reply: { response_action: "push", view: NEXT } });
    await fillIn(modal);
    await modal.getByRole("button", { name: "Declare" }).click();
    await modal.getByRole("heading", { name: "Next" }).waitFor();

    script = { reply: { response_action: "clear" } };
    await modal.getByRole("button", { name: "Save" }).click();

    await modal.waitFor({ state: "detached" });
    expect(heardOf("view_submission")).toHaveLength(2);
  });

  it("keeps the cursor and the words of somebody who types while the app draws anew", async () => {
    const { page, modal } = await openModal({
      onAction: async ({ client }, { view }) => {
        const blocks = [{ type: "section", text: label("Drawn anew") }, ...FORM.blocks];
        await client.apiCall("views.update", { view_id: view.id, view: { ...FORM, blocks } });
      },
    });

    await modal.getByLabel("Title").pressSequentially("Check");
    await modal.getByText("Drawn anew").waitFor();
    await page.keyboard.type("out");

    expect(await modal.getByLabel("Title").inputValue()).toBe("Checkout");
    expect(await focused(page)).toBe("Title");
  });

  it.each([
    ["its Cancel", async (modal: Locator) => modal.getByRole("button", { name: "Cancel" }).click()],
    ["its cross", async (modal: Locator) => modal.getByRole("button", { name: "Close" }).click()],
    ["Escape", async (modal: Locator) => modal.press("Escape")],
  ])("tells the app that it was closed by %s", async (_way, close) => {
    const { page, modal } = await openModal();

    await close(modal);

    await modal.waitFor({ state: "detached" });
    await expect.poll(() => heardOf("view_closed")).toMatchObject([{ is_cleared: false }]);
    expect(await page.locator("dialog[open]").count()).toBe(0);
  });

  it("asks before a button that wants a confirmation, and does nothing after no", async () => {
    const { page, modal } = await openModal({ view: ROOT });
    const confirm = page.getByRole("dialog", { name: "Really?" });

    await modal.getByRole("button", { name: "Delete" }).click();
    await confirm.getByRole("button", { name: "Keep it" }).click();
    await confirm.waitFor({ state: "detached" });
    expect(heardOf("block_actions")).toEqual([]);
    expect(await modal.getByRole("heading", { name: "Danger" }).count()).toBe(1);

    await modal.getByRole("button", { name: "Delete" }).click();
    await page.keyboard.press("Escape");
    await confirm.waitFor({ state: "detached" });
    expect(heardOf("block_actions")).toEqual([]);

    await modal.getByRole("button", { name: "Delete" }).click();
    await confirm.getByRole("button", { name: "Delete it" }).click();
    await expect
      .poll(() => heardOf("block_actions"))
      .toMatchObject([{ actions: [{ action_id: "delete" }] }]);
  });

  it("stays open and says in Slack's words that the app did not answer", async () => {
    const { modal } = await openModal({ reply: undefined });

    await fillIn(modal);
    await modal.getByRole("button", { name: "Declare" }).click();
    await modal.getByRole("alert").filter({ hasText: "trouble connecting" }).waitFor();

    expect(await modal.getByRole("alert").textContent()).toContain(
      "We had some trouble connecting. Try again?",
    );
    expect(await modal.getByLabel("Title").inputValue()).toBe("Down");
  });
});

/** The label of what has the cursor. */
function focused(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const { activeElement: at } = document;
    const ids = at?.getAttribute("aria-labelledby")?.split(" ") ?? [];
    return ids.map((id) => document.getElementById(id)?.textContent).join(" ") || null;
  });
}

/** By block, as it stands below the input. */
async function errorsIn(modal: Locator): Promise<Readonly<Record<string, string>>> {
  const found = await modal.locator("[data-block-id]:has(.input-error)").all();
  const entries = await Promise.all(
    found.map(async (block) => [
      await block.getAttribute("data-block-id"),
      (await block.locator(".input-error").textContent())?.replace("▲ ", ""),
    ]),
  );
  return Object.fromEntries(entries);
}

/** As little as the form takes. */
async function fillIn(modal: Locator): Promise<void> {
  await modal.getByLabel("Title").fill("Down");
  await modal.getByRole("combobox", { name: "Severity" }).click();
  await modal.getByRole("option", { name: "SEV1" }).click();
  await modal.getByLabel("A deployment").check();
}
