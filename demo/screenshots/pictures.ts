import type { Locator, Page } from "playwright-core";
import { errorBudget } from "#demo/scenes/error-budget.ts";
import type { Studio } from "./studio.ts";

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 780 };
/** Without the story beside, and as high as what is to be seen. */
const NOTE = { width: 960, height: 540 };
const ROOM = { width: 960, height: 780 };

const NEWS = "Checkout fails since the release of this morning. I roll it back.";

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
  await page.getByRole("textbox", { name: /^Message/ }).fill(NEWS);
  await button(page, "Send").click();
  await page.getByRole("log").getByText(NEWS).waitFor();
}

function button(page: Page, name: string): Locator {
  return page.getByRole("button", { name, exact: true });
}

/** Once it can be pressed, somebody was paged. */
function acknowledge(page: Page): Locator {
  return page.getByRole("button", { name: /^Acknowledge INC-/ });
}
