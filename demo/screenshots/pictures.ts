import type { Locator, Page } from "playwright-core";
import { errorBudget } from "#demo/scenes/error-budget.ts";
import type { Studio } from "./studio.ts";

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 780 };
/** Without the story beside, and as high as what is to be seen. */
const NOTE = { width: 960, height: 540 };
const ROOM = { width: 960, height: 1040 };

/** As high as what is at a glance. */
const DOCUMENT = { width: 900, height: 1040 };

/** As high as a form that is not scrolled. */
const FORM = { width: 960, height: 820 };

const NEWS = "Checkout fails since the release of this morning. I roll it back.";
const SUMMARY =
  "The release of this morning refused the taxes of long baskets. One customer in eight could not pay, until the one before was put back.";
const UPDATE = {
  known: "Since this morning's release checkout fails for some customers.",
  impact: "One customer in eight cannot pay. Nothing is lost: their baskets stay.",
  doing: "v40 is being put back.",
} as const;

/** Plays the tour by clicking, as a newcomer would, and takes a picture where there is something to see. */
export async function takePictures({ open, shoot }: Studio): Promise<void> {
  const desk = await open(DESK);
  await bePaged(desk);
  await shoot(desk, "sandbox.png");

  const phone = await open(PHONE, desk.url());
  await acknowledge(phone).waitFor();
  await shoot(phone, "phone.png");

  await button(desk, "Close the story").click();
  await desk.setViewportSize(NOTE);
  await shoot(desk, "page-in-dm.png");

  await acknowledge(desk).click();
  await desk.setViewportSize(DESK);
  await button(desk, "Story").click();
  await meetInChannel(desk);
  await button(desk, "Close the story").click();
  await desk.setViewportSize(ROOM);
  await shoot(desk, "incident-channel.png");

  await desk.setViewportSize(FORM);
  await triesStep(desk);
  await shoot(desk, "mitigate.png");
  await closeForm(desk);
  await writeUpdate(desk);
  await shoot(desk, "update.png");
  await button(desk, "Cancel").click();
  await offerHandOver(desk);
  await shoot(desk, "hand-over.png");
  await button(desk, "Cancel").click();

  await desk.setViewportSize(DESK);
  await endIt(desk);
  await writeSummary(desk);
  const postmortem = await openPostmortem(desk);
  await postmortem.setViewportSize(DOCUMENT);
  await shoot(postmortem, "postmortem.png");
}

async function bePaged(page: Page): Promise<void> {
  await button(page, errorBudget.title).click();
  await button(page, "Go there: Acknowledge").click();
  await acknowledge(page).waitFor();
  await page.getByRole("link", { name: /inc-1-/ }).waitFor();
  // It is read as soon as it is shown.
  await page.getByRole("link", { name: /^Muster.*unread/ }).waitFor({ state: "hidden" });
}

async function meetInChannel(page: Page): Promise<void> {
  await button(page, "Go there: Open the incident's channel").click();
  await page.getByRole("button", { name: /^Resolve INC-/ }).waitFor();
  await page.getByText(/set the channel topic.*Acknowledged/).waitFor();
  await write(page, NEWS);
  await page.getByRole("log").getByText(NEWS).waitFor();
}

async function triesStep(page: Page): Promise<void> {
  await button(page, "Mitigate…").first().click();
  const form = page.getByRole("dialog", { name: /^Mitigate/ });
  await button(form, "Start").nth(1).click();
  await form.getByText("Mia Lindqvist since").waitFor();
  await form.getByText("What will stop the pain?").scrollIntoViewIfNeeded();
}

async function closeForm(page: Page): Promise<void> {
  const form = page.getByRole("dialog");
  await form.getByText("Close", { exact: true }).click();
  await form.waitFor({ state: "hidden" });
}

async function writeUpdate(page: Page): Promise<void> {
  await write(page, "/incident update");
  const form = page.getByRole("dialog", { name: "Update for others" });
  await form.getByLabel("What we know").fill(UPDATE.known);
  await form.getByLabel("Who is hurt, and how").fill(UPDATE.impact);
  await form.getByLabel("What we do").fill(UPDATE.doing);
}

async function offerHandOver(page: Page): Promise<void> {
  await write(page, "/incident handover @jonas please");
  await page.getByRole("dialog", { name: "Hand over an incident" }).waitFor();
}

async function endIt(page: Page): Promise<void> {
  await button(page, "Story").click();
  await button(page, `End it: ${errorBudget.ending}`).click();
  await page
    .getByText(/^Resolved by/)
    .first()
    .waitFor();
}

async function writeSummary(page: Page): Promise<void> {
  await write(page, "/incident postmortem");
  const form = page.getByRole("dialog", { name: "Summary" });
  await page
    .getByRole("button", { name: /^Edit…/ })
    .first()
    .click();
  await form.getByLabel("Summary").fill(SUMMARY);
  await button(form, "Save").click();
  await page.getByRole("dialog").getByText(SUMMARY).waitFor();
}

async function openPostmortem(page: Page): Promise<Page> {
  const opened = page.waitForEvent("popup");
  await page.getByRole("dialog").getByRole("link", { name: "the web page" }).click();
  const postmortem = await opened;
  await postmortem.getByRole("img").first().waitFor();
  return postmortem;
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: /^Message/ }).fill(text);
  await button(page, "Send").click();
}

function button(page: Page | Locator, name: string): Locator {
  return page.getByRole("button", { name, exact: true });
}

/** Once it can be pressed, somebody was paged. */
function acknowledge(page: Page): Locator {
  return page.getByRole("button", { name: /^Acknowledge INC-/ });
}
