import { stat } from "node:fs/promises";
import path from "node:path";
import type { Browser, Page } from "playwright-core";

type Size = { readonly width: number; readonly height: number };

/** Windows that always look the same, and where their pictures go. */
export type Studio = {
  readonly open: (size: Size, address?: string) => Promise<Page>;
  readonly shoot: (page: Page, name: string) => Promise<void>;
};

/** More than a README should make people load. */
const HEAVY_BYTES = 250_000;

export function openStudio(browser: Browser, home: string, folder: string): Studio {
  return {
    open: async (viewport, address = home) => {
      const context = await browser.newContext({
        viewport,
        colorScheme: "light",
        reducedMotion: "reduce",
      });
      const page = await context.newPage();
      await page.goto(address);
      return page;
    },
    shoot: async (page, name) => {
      // Nothing is drawn differently because the mouse happens to be there.
      await page.mouse.move(0, 0);
      const file = path.join(folder, name);
      await page.screenshot({ path: file, animations: "disabled", caret: "hide" });
      const { size } = await stat(file);
      const weight = `${Math.round(size / 1000)} kB`;
      console.log(`${name}: ${size > HEAVY_BYTES ? `${weight}, which is too much` : weight}`);
    },
  };
}
