import type { Locator, Page } from "playwright-core";
import { eventually } from "#test/support/eventually.ts";

/** One window of the demo, and what the person at it does: by clicking and typing only. */
export type Colleague = {
  readonly page: Page;
  /** What is in the middle: a conversation, the Home, the inspector. */
  readonly main: Locator;
  /** The messages of the conversation that is open. */
  readonly messages: Locator;
  readonly story: Locator;
  readonly sidebar: Locator;
  readonly button: (name: string | RegExp, within?: Locator) => Locator;
  readonly becomes: (name: string) => Promise<void>;
  readonly goesTo: (name: string | RegExp) => Promise<void>;
  /** Writes in the conversation that is open, and sends it with Enter. */
  readonly writes: (text: string) => Promise<void>;
  /** Presses what a message offers to whoever points at it. */
  readonly chooses: (name: string, message: Locator) => Promise<void>;
};

/** Within it a button that is there has been pressed. */
const AT_ONCE = { timeout: 2000 };

export function colleagueAt(page: Page): Colleague {
  const main = page.getByRole("main");
  const sidebar = page.getByRole("navigation", { name: "Channels and conversations" });
  return {
    page,
    main,
    sidebar,
    messages: page.getByRole("log", { name: "Messages" }),
    story: page.getByRole("complementary", { name: "Story" }),
    button: (name, within) => (within ?? page).getByRole("button", { name }),
    async becomes(name) {
      await page.getByRole("combobox", { name: "Acting as" }).selectOption({ label: name });
    },
    async goesTo(name) {
      // At phone width the list of places is a place of its own.
      const back = page.getByRole("button", { name: "All channels" });
      if (await back.isVisible()) await back.click();
      await page.getByRole("navigation").getByRole("link", { name }).first().click();
    },
    async writes(text) {
      const box = main.getByRole("textbox", { name: /^Message / });
      await box.fill(text);
      await box.press("Enter");
    },
    async chooses(name, message) {
      // What others write moves it away from under the pointer, which then points at it again.
      await eventually(async () => {
        await message.hover(AT_ONCE);
        await message.getByRole("button", { name }).click(AT_ONCE);
      });
    },
  };
}

/** The message that says this. */
export function messageSaying(within: Locator, words: string | RegExp): Locator {
  return within.getByRole("article").filter({ hasText: words });
}
