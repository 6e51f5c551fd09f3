import { expect, it } from "vitest";
import { useDemo } from "#test/demo/stage.ts";
import { withBrowser } from "#test/support/browser.ts";
import { type Colleague, colleagueAt, messageSaying } from "./colleague.ts";

const TITLE = "INC-1 · SEV2 Major · Checkout fails for one customer in eight";
const CHANNEL = /^inc-1-checkout-fails/;

withBrowser("the demo", (open) => {
  const demo = useDemo();

  it("leads from the page to the resolved incident by clicking only", async () => {
    const mia = colleagueAt(await open(demo.stage().slackUrl));
    await isPaged(mia);
    await acknowledges(mia);
    await looksAroundInChannel(mia);
    await readsRunbook(mia);
    await listsIncidents(mia);
    await endsIt(mia);
    await asksWhoIsOnCall(mia);
    await takesShift(colleagueAt(mia.page));
    await mia.story.getByText("8 of 8 done").waitFor();
    await mia.becomes("Mia Lindqvist");
    await mia.goesTo("Muster home");
    const home = mia.page.getByRole("region", { name: "Home of Muster" });
    await expect.poll(() => home.innerText()).toContain("No incident is open.");
  });

  it("lets people talk beside it", async () => {
    const mia = colleagueAt(await open(demo.stage().slackUrl));
    const { messages, button } = mia;
    await mia.goesTo("general");
    await mia.writes("Who can help, @jonas?");
    const question = messageSaying(messages, "Who can help, @jonas?");
    await question.hover();
    await button("Reply in thread", question).click();
    await answersInThread(mia, "I can.");
    await button("1 reply", question).waitFor();

    await question.hover();
    await button("Add a reaction", question).click();
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

async function endsIt(mia: Colleague): Promise<void> {
  await mia.button("End it: checkout recovers").click();
  await mia.button("+1 minute").click();
  await cardIn(mia)
    .getByText(/^Resolved/)
    .waitFor();
  await mia.story.getByText("6 of 8 done").waitFor();
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
