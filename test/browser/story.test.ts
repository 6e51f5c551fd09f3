import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { useDemo } from "#test/demo/stage.ts";
import { flaws, withBrowser } from "#test/support/browser.ts";
import { type Colleague, colleagueAt, messageSaying } from "./colleague.ts";

const TITLE = "INC-1 · SEV2 Major · Checkout fails for one customer in eight";
const CHANNEL = /^inc-1-checkout-fails/;
const LEARNT = "A release broke the taxes of long baskets; the old one was put back.";
/** A4 without margins, in CSS pixels. */
const PAPER = { width: 794, height: 1123 };

/** Many steps: for what hangs, on a busy machine too. */
const LONG = { timeout: 300_000 };

withBrowser("the demo", ({ open }) => {
  const demo = useDemo();

  it("leads from the page to the resolved incident by clicking only", LONG, async () => {
    const mia = colleagueAt(await open(demo.stage().slackUrl));
    await isPaged(mia);
    await acknowledges(mia);
    await looksAroundInChannel(mia);
    await readsRunbook(mia);
    await looksAtGraph(mia);
    await listsIncidents(mia);
    await stopsThePain(mia);
    await tellsOthers(mia);
    await handsOver(mia);
    await takesOver(mia);
    await endsIt(mia);
    await readsPostmortem(mia);
    await asksWhoIsOnCall(mia);
    await takesShift(colleagueAt(mia.page));
    await mia.story.getByText("12 of 12 done").waitFor();
    await mia.becomes("Mia Lindqvist");
    await mia.goesTo("Muster home");
    const home = mia.page.getByRole("region", { name: "Home of Muster" });
    await expect.poll(() => home.innerText()).toContain("No incident is open.");
  });

  it("lets people talk beside it", async () => {
    const mia = colleagueAt(await open(demo.stage().slackUrl));
    const { messages, button, chooses } = mia;
    await mia.goesTo("general");
    await mia.writes("Who can help, @jonas?");
    const question = messageSaying(messages, "Who can help, @jonas?");
    await chooses("Reply in thread", question);
    await answersInThread(mia, "I can.");
    await button("1 reply", question).waitFor();

    await chooses("Add a reaction", question);
    await mia.page.getByRole("searchbox", { name: "Search emoji" }).fill("eyes");
    await button(/^:eyes:$/).click();
    const eyes = question.getByRole("button", { name: "eyes, 1", pressed: true });
    await eyes.click();
    await expect.poll(() => eyes.count()).toBe(0);
  });
});

async function isPaged({ messages, button }: Colleague): Promise<void> {
  await button("Checkout burns its error budget").click();
  await button("Go there: Acknowledge").click();
  const page = messageSaying(messages, TITLE);
  await page.getByText("Triggered, nobody has it yet").waitFor();
  await page.getByText("Checkout (team Storefront) · 1 of 1 firing").waitFor();
}

async function acknowledges({ messages, button }: Colleague): Promise<void> {
  const page = messageSaying(messages, TITLE);
  const acknowledge = button("Acknowledge INC-1", page);
  await acknowledge.click();
  await page.getByText("Acknowledged by Mia Lindqvist").waitFor();
  expect(await acknowledge.count()).toBe(0);
  const answer = messageSaying(messages, "You have INC-1 now.");
  await answer.getByText("Only visible to you").waitFor();
}

async function looksAroundInChannel(mia: Colleague): Promise<void> {
  const { page, main, button } = mia;
  await mia.goesTo(CHANNEL);
  await main.getByRole("heading", { name: CHANNEL, level: 2 }).waitFor();
  await main.getByText(/^Topic: SEV2 Major · Acknowledged by Mia Lindqvist/).waitFor();

  await button("3 members", main).click();
  const members = page.getByRole("dialog", { name: "3 members" }).getByRole("listitem");
  expect(await members.allInnerTexts()).toEqual(
    ["Muster", "Mia Lindqvist", "Jonas Weber"].map((name) => expect.stringContaining(name)),
  );
  await page.keyboard.press("Escape");

  await button("1 pin", main).click();
  await page.getByRole("dialog", { name: "1 pin" }).getByText(TITLE).waitFor();
  await button("Show in conversation").click();
  await cardIn(mia).getByText("Acknowledged by Mia Lindqvist").waitFor();

  const bookmarks = page.getByRole("navigation", { name: "Bookmarks" }).getByRole("link");
  expect(await bookmarks.allInnerTexts()).toEqual(
    ["Runbook", "Dashboard", "Alert source"].map((title) => expect.stringContaining(title)),
  );
}

async function readsRunbook(mia: Colleague): Promise<void> {
  const opened = mia.page.waitForEvent("popup");
  await cardIn(mia).getByRole("link", { name: "Runbook", exact: true }).click();
  const runbook = await opened;
  await runbook.getByRole("heading", { name: "An error budget burns too fast" }).waitFor();
  await runbook.close();
}

/** How fast the budget burns stands on the card; the graph shows since when. */
async function looksAtGraph(mia: Colleague): Promise<void> {
  await cardIn(mia)
    .getByText(/availability 99\.9 %\/30d: burning 12\dx now/)
    .waitFor();
  const opened = mia.page.waitForEvent("popup");
  const bookmarks = mia.page.getByRole("navigation", { name: "Bookmarks" });
  await bookmarks.getByRole("link", { name: "Alert source" }).click();
  const graph = await opened;
  await graph.getByRole("heading", { name: "Prometheus of the demo" }).waitFor();
  await graph.getByRole("img", { name: /The highest is 0\.12/ }).waitFor();
  await graph.close();
}

/** The runbook's steps, beside the change that could be the cause. */
async function stopsThePain(mia: Colleague): Promise<void> {
  const { page, button } = mia;
  await cardIn(mia).getByText("Could be the cause.").waitFor();
  await button("Mitigate…", cardIn(mia)).click();
  const steps = page.getByRole("dialog", { name: "Mitigate INC-1" });
  await steps.getByText("Undo first, ask why later.").waitFor();
  await button("Start", steps).nth(1).click();
  await steps.getByText("Mia Lindqvist since").waitFor();
  await button("Close", steps).last().click();

  await cardIn(mia).getByText("2. Undo the last change").waitFor();
  await button("Finish step 2…", cardIn(mia)).click();
  const end = page.getByRole("dialog", { name: "Finish a step" });
  await end.getByRole("combobox", { name: "What came of it" }).click();
  await end.getByRole("option", { name: "Better" }).click();
  await end.getByLabel("What did you see?").fill("Errors fall since v40 is back.");
  await button("Save", end).click();
  await closes(mia, /Undo the last change/);
  await button("It is mitigated", cardIn(mia)).click();
  await cardIn(mia).getByText("Mitigated by Mia Lindqvist").waitFor();
}

async function tellsOthers(mia: Colleague): Promise<void> {
  await mia.writes("/incident update");
  const form = mia.page.getByRole("dialog", { name: "Update for others" });
  await form.getByLabel("What we know").fill("The new tax rules broke the checkout.");
  await form.getByLabel("Who is hurt, and how").fill("One customer in eight could not pay.");
  await form.getByLabel("What we do").fill("v40 is back; we watch.");
  await mia.button("Post", form).click();
  await closes(mia, "The update stands on the cards");
  await cardIn(mia).getByText("One customer in eight could not pay.").waitFor();
}

async function handsOver(mia: Colleague): Promise<void> {
  await mia.writes("/incident handover @jonas please");
  const form = mia.page.getByRole("dialog", { name: "Hand over an incident" });
  expect(await form.getByLabel("What they must know").inputValue()).toMatch(/Undo the last change/);
  await mia.button("Ask them", form).click();
  await closes(mia, "Jonas Weber is asked to take INC-1 over.");
  await cardIn(mia).getByText("Jonas Weber is asked to take it over.").waitFor();
}

async function takesOver(jonas: Colleague): Promise<void> {
  await jonas.becomes("Jonas Weber");
  await jonas.goesTo("Muster app");
  const asked = messageSaying(jonas.messages, "asks you to take over INC-1");
  await jonas.button(/^Accept/, asked).click();
  await messageSaying(jonas.messages, "You have and lead INC-1 now.").waitFor();
  await jonas.goesTo(CHANNEL);
  await messageSaying(jonas.messages, "Jonas Weber took it over from Mia Lindqvist.").waitFor();
}

/** The answer stands where the form was. */
async function closes({ page, button }: Colleague, answer: string | RegExp): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByText(answer).first().waitFor();
  await button("Close", dialog).last().click();
  await dialog.waitFor({ state: "hidden" });
}

async function listsIncidents({ page, main, messages }: Colleague): Promise<void> {
  await main.getByRole("textbox", { name: /^Message / }).focus();
  await page.keyboard.type("/inc");
  await page.getByRole("option", { name: "/incident" }).waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.type("list");
  await page.keyboard.press("Enter");
  const answer = messageSaying(messages, "1 incident open; somebody has it.");
  await answer.getByText("Only visible to you").waitFor();
}

async function endsIt(jonas: Colleague): Promise<void> {
  await jonas.button("End it: checkout recovers").click();
  await cardIn(jonas).getByText("0 of 1 firing").waitFor();
  await jonas.button("Resolve INC-1", cardIn(jonas)).click();
  await cardIn(jonas)
    .getByText(/^Resolved by Jonas Weber/)
    .waitFor();
  await jonas.story.getByText("9 of 12 done").waitFor();
}

/** Its facts are there already; people add what only they know, and others read it as a page, also on paper. */
async function readsPostmortem(jonas: Colleague): Promise<void> {
  const { page, button } = jonas;
  await jonas.writes("/incident postmortem");
  const overview = page.getByRole("dialog", { name: "INC-1 postmortem" });
  await button("Edit…", overview).first().click();
  const form = page.getByRole("dialog", { name: "Summary" });
  await form.getByLabel("Summary").fill(LEARNT);
  await button("Save", form).click();
  await overview.getByText(LEARNT).waitFor();
  const opened = page.waitForEvent("popup");
  await overview.getByRole("link", { name: "the web page" }).click();
  await looksAtPostmortem(await opened);
  await button("Close", overview).last().click();
  await jonas.story.getByText("10 of 12 done").waitFor();
}

async function looksAtPostmortem(read: Page): Promise<void> {
  await read
    .getByRole("heading", { name: "INC-1: Checkout fails for one customer in eight" })
    .waitFor();
  await read.getByText(LEARNT).waitFor();
  await read
    .getByRole("cell", { name: /Undo the last change/ })
    .first()
    .waitFor();
  await read.getByRole("img", { name: /checkout availability: 99.9 % over 30d/ }).waitFor();
  expect(await read.evaluate("document.querySelector('img').naturalWidth")).toBeGreaterThan(500);
  expect(await flaws(read)).toEqual([]);

  await read.emulateMedia({ media: "print" });
  await read.setViewportSize(PAPER);
  expect(await read.getByRole("navigation").isVisible()).toBe(false);
  expect(await read.evaluate("document.documentElement.scrollWidth")).toBe(PAPER.width);
  await read.close();
}

async function asksWhoIsOnCall(mia: Colleague): Promise<void> {
  await mia.button("Go there: Ask who is on call").click();
  await mia.writes("/oncall");
  const answer = messageSaying(mia.messages, "Shop, Checkout: Mia Lindqvist until");
  await answer.getByText("Backed up by Jonas Weber (only Slack)").waitFor();
}

async function takesShift(jonas: Colleague): Promise<void> {
  await jonas.button("Go there: Take the shift").click();
  await jonas.writes("/oncall take storefront for 1h");
  await jonas.button("Save").click();
  await jonas.page.getByText("Saved: Jonas Weber is on call for Storefront").waitFor();
  await jonas.page.getByRole("dialog").getByText("Close", { exact: true }).click();
  await messageSaying(jonas.messages, "in place of Mia Lindqvist (override by Jonas").waitFor();
}

async function answersInThread({ page, button }: Colleague, words: string): Promise<void> {
  const thread = page.getByRole("region", { name: "Thread" });
  await thread.getByRole("textbox", { name: "Reply in thread" }).fill(words);
  await button("Send", thread).click();
  await messageSaying(thread, words).waitFor();
  await button("Close the thread").click();
}

function cardIn({ messages }: Colleague): ReturnType<typeof messageSaying> {
  return messageSaying(messages, "Pinned to this channel");
}
