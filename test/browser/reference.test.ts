import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { ELSEWHERE, flaws, withBrowser } from "#test/support/browser.ts";
import { ANNA, BEN, unsafeLinks, useWorkspace } from "./workspace.ts";

/** Every type of https://docs.slack.dev/reference/block-kit/blocks */
const BLOCKS =
  "section header context actions divider image input rich_text markdown table data_table data_visualization card carousel container alert context_actions plan task_card video file call".split(
    " ",
  );

/** Every element, as people find it: the sample it stands in, its role and its name. */
const ELEMENTS = [
  ["Buttons", "button", "Acknowledge INC-42"],
  ["Buttons", "link", "Runbook"],
  ["Buttons", "button", "Start a workflow"],
  ["Overflow", "button", "More actions"],
  ["Menus for one", "combobox", "Severity"],
  ["Menus for one", "combobox", "What to do"],
  ["Menus for one", "combobox", "Service, asked of the app"],
  ["Menus for one", "combobox", "A person"],
  ["Menus for one", "combobox", "A conversation"],
  ["Menus for one", "combobox", "A channel"],
  ["Menus for several", "combobox", "Severities"],
  ["Menus for several", "combobox", "Services"],
  ["Menus for several", "combobox", "People"],
  ["Menus for several", "combobox", "Conversations"],
  ["Menus for several", "combobox", "Channels"],
  ["Checkboxes and radio buttons", "checkbox", "Roll back"],
  ["Checkboxes and radio buttons", "radio", "Scale out"],
  ["Text", "textbox", "Title"],
  ["Text", "textbox", "Summary (optional)"],
  ["Text", "textbox", "Rich text"],
  ["Addresses and numbers", "textbox", "Mail"],
  ["Addresses and numbers", "textbox", "Dashboard"],
  ["Addresses and numbers", "textbox", "Minutes"],
  ["context_actions", "button", "Good answer"],
  ["context_actions", "button", "Remove"],
  ["context and divider", "img", "Logo"],
] as const;

/** What has no role of its own. */
const FIELDS = [
  ["Pickers", "A day", "2026-11-21"],
  ["Pickers", "A time", "10:30"],
  ["Pickers", "Date and time", "2026-11-21T11:30"],
  ["Files", "Screenshot", ""],
] as const;

/** In a sample, the texts of all elements of a kind. */
const NOTATIONS = [
  ["mrkdwn", "strong", ["bold"]],
  ["mrkdwn", "em", ["italic"]],
  ["mrkdwn", "s", ["struck"]],
  ["mrkdwn", "code", ["code"]],
  ["mrkdwn", "blockquote", ["a quote"]],
  ["mrkdwn", "pre", ["a block of code"]],
  ["mrkdwn", 'a[href="https://example.com"]', ["a link"]],
  ["mrkdwn", '[role="img"][aria-label=":fire:"]', ["🔥"]],
  ["mrkdwn", ".mention", ["@here"]],
  ["plain_text", "strong", []],
  ["plain_text", '[role="img"][aria-label=":wave:"]', ["👋"]],
  ["rich_text, styles", "strong", ["bold "]],
  ["rich_text, styles", "em", ["italic "]],
  ["rich_text, styles", "s", ["struck "]],
  ["rich_text, styles", "u", ["underlined "]],
  ["rich_text, styles", "code", ["code"]],
  ["rich_text, styles", "a", ["a link"]],
  ["rich_text, parts", "ul > li", ["Drain the node", "Restart the pods"]],
  ["rich_text, parts", "ol > li", ["Check the dashboard"]],
  ["rich_text, parts", "blockquote", ["It is always DNS."]],
  ["rich_text, parts", "pre", ["kubectl get pods\nNAME   READY"]],
  ["Mentions", ".mention", ["@anna", "@on-call", "#ops", "@anna", "#ops", "@on-call"]],
  ["Mentions", ".mention-me", ["@anna", "@on-call", "@anna", "@on-call"]],
  ["markdown", "strong", ["bold"]],
  ["markdown", "ol > li", ["a list", "of two"]],
  ["markdown", "td", ["cell", "cell"]],
] as const;

function sample(page: Page, name: string): Locator {
  return page.getByRole("article", { name, exact: true });
}

function shown(page: Page, name: string): Locator {
  return sample(page, name).locator(".sample-shown");
}

/** A table's rows as lines of cells. */
async function linesOf(table: Locator): Promise<readonly string[]> {
  const rows = await table.locator("tr").all();
  return Promise.all(
    rows.map(async (row) => (await row.locator("th, td").allTextContents()).join(" | ")),
  );
}

withBrowser("the reference", ({ goTo }) => {
  const workspace = useWorkspace();

  async function openReference(user = ANNA): Promise<Page> {
    const page = await goTo(workspace.address(`${user}/reference`));
    await sample(page, "A Home tab").waitFor();
    return page;
  }

  it("draws every type of block, and leaves nothing out without a word", async () => {
    const page = await openReference();

    for (const type of BLOCKS) {
      const drawn = page.locator(`[data-block-type="${type}"] > :not(.not-drawn)`);
      expect([type, (await drawn.count()) > 0]).toEqual([type, true]);
    }
    const boxes = await page.locator("[data-not-drawn]").all();
    const named = await Promise.all(boxes.map((box) => box.getAttribute("data-not-drawn")));
    expect(named).toEqual(["hologram", "data_visualization", "slider", "legacy actions"]);
  });

  it("names what it does not know in a box, with what the app sent", async () => {
    const page = await openReference();

    const box = page.locator('[data-not-drawn="hologram"]');
    await box.getByText("JSON").click();

    expect(await box.locator("p").textContent()).toBe("This sandbox does not draw “hologram”.");
    expect(await box.locator("pre").textContent()).toContain("from the future");
    const cells = shown(page, "Unknown and broken").locator("td");
    expect(await cells.allTextContents()).toEqual(["Unknown element: sparkline"]);
  });

  it("draws every element under a role and a name", async () => {
    const page = await openReference();

    for (const [name, role, element] of ELEMENTS) {
      const found = shown(page, name).getByRole(role, { name: element, exact: true });
      expect([name, element, await found.count()]).toEqual([name, element, 1]);
    }
    for (const [name, label, value] of FIELDS) {
      const field = shown(page, name).getByLabel(label, { exact: true });
      expect([label, await field.inputValue()]).toEqual([label, value]);
    }
  });

  it("gives each chart a caption, a drawing, and its numbers as a table", async () => {
    const page = await openReference();

    const charts = await page.locator("figure[data-chart]").all();
    const captions = await Promise.all(
      charts.map((chart) => chart.locator("figcaption").textContent()),
    );
    expect(captions).toEqual([
      "Errors by service",
      "Errors by service and time",
      "Errors, as areas",
      "Causes of incidents",
    ]);
    for (const chart of charts) {
      const isPainted = await chart.locator("canvas").evaluate((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        const image = (canvas as HTMLCanvasElement).getContext("2d");
        return image?.getImageData(0, 0, width, height).data.some((value) => value > 0);
      });
      expect(isPainted).toBe(true);
    }
    expect(await linesOf(shown(page, "Line chart").locator("table"))).toEqual([
      "Time | checkout | search | login | payments | mail | images",
      "10:00 | 2 | 5 | 1 | 0 | 7 | 11",
      "10:15 | 3 | 4 | 1 | 2 | 6 | 12",
      "10:30 | 40 | 9 | 18 | 28 | 6 | 15",
      "10:45 | 31 | 12 | 22 | 14 | 5 | 13",
      "11:00 | 6 | 8 | 3 | 1 | 7 | 12",
    ]);
    expect(await linesOf(shown(page, "Bar chart").locator("table"))).toContain(
      "10:45 | 31 | 12 | 22",
    );
    expect(await linesOf(shown(page, "Area chart").locator("table"))).toContain("10:30 | 40 | 9");
    expect(await linesOf(shown(page, "Pie chart").locator("table"))).toEqual([
      "Category | Value | Share",
      "Deployments | 12 | 40 %",
      "Capacity | 9 | 30 %",
      "Network | 6 | 20 %",
      "People | 3 | 10 %",
    ]);
  });

  it("gives tables a header, and turns the pages of one with data", async () => {
    const page = await openReference();

    const data = shown(page, "data_table");
    await data.getByRole("button", { name: "Next" }).click();

    expect(await linesOf(shown(page, "table").locator("table"))).toEqual([
      "Step | Who | Minutes",
      "Roll back the last deployment and watch the error rate | Anna | 5",
      "Tell customers | Ben | 10",
    ]);
    expect(await data.getByRole("rowheader").allTextContents()).toEqual([
      "payments",
      "mail",
      "images",
    ]);
    expect(await data.getByText("Page 2 of 3").count()).toBe(1);
  });

  it("shows each notation as the elements that it means", async () => {
    const page = await openReference();

    for (const [name, selector, texts] of NOTATIONS) {
      const found = await shown(page, name).locator(selector).allTextContents();
      expect([name, selector, found]).toEqual([name, selector, texts]);
    }
  });

  it("keeps what is escaped as text, and links to nothing but the web", async () => {
    const page = await openReference();

    expect(await shown(page, "mrkdwn").textContent()).toContain("<!channel>");
    expect(await unsafeLinks(page)).toEqual([]);
  });

  it.each([
    [ANNA, "Saturday, November 21st, 2026 at 11:30 AM"],
    [BEN, "Saturday, November 21st, 2026 at 5:30 AM"],
  ])("shows a moment on the clock of %s", async (user, text) => {
    const page = await openReference(user);
    expect(await page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone")).toBe(ELSEWHERE);

    const [moment] = await shown(page, "mrkdwn").locator("time").all();
    expect(await moment?.textContent()).toBe(text);
    expect(await moment?.getAttribute("datetime")).toBe("2026-11-21T10:30:00.000Z");
  });

  it("tells what the app would be sent", async () => {
    const page = await openReference();

    const buttons = sample(page, "Buttons");
    await buttons.getByRole("button", { name: "Resolve" }).click();
    const dialog = page.getByRole("dialog", { name: "Resolve INC-42?" });
    await dialog.getByRole("button", { name: "Not yet" }).click();
    expect(await buttons.locator("output").textContent()).toBe("");

    await buttons.getByRole("button", { name: "Resolve" }).click();
    await dialog.getByRole("button", { name: "Resolve" }).click();
    await buttons.getByText('"action_id": "resolve"').waitFor();
  });

  it.each([1280, 360])("has no flaws for axe, and fits at %i px", async (width) => {
    const page = await openReference();
    await page.setViewportSize({ width, height: 800 });
    const { clientWidth, scrollWidth } = await page.evaluate(() => document.documentElement);
    expect(scrollWidth).toBe(clientWidth);

    expect(await flaws(page)).toEqual([]);
  });

  it("has no flaws for axe when it is dark", async () => {
    const page = await openReference();
    await page.emulateMedia({ colorScheme: "dark" });
    // Of what axe looks at, dark colours can change the contrast alone.
    expect(await flaws(page, "color-contrast")).toEqual([]);
  });
});
