import { spawnSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { Settings as Luxon } from "luxon";
import { chromium } from "playwright-core";
import { startStage } from "#demo/stage.ts";
import { CHROMIUM_ARGS, findChromium, NO_CHROMIUM } from "./chromium.ts";
import { takePictures } from "./pictures.ts";
import { openStudio } from "./studio.ts";

Luxon.throwOnInvalid = true;

const FOLDER = path.join(import.meta.dirname, "..", "..", "docs", "images");

const executablePath = findChromium();
if (executablePath === undefined) {
  console.error(`Pictures need a browser: ${NO_CHROMIUM}.`);
  process.exitCode = 1;
} else {
  noticeMissingEmoji();
  await shoot(executablePath);
}

async function shoot(executable: string): Promise<void> {
  await using running = new AsyncDisposableStack();
  await mkdir(FOLDER, { recursive: true });
  const stage = await startStage({ PORT: "0", SANDBOX_PORT: "0" });
  running.defer(stage.stop);
  await stage.page();
  const browser = await chromium.launch({
    executablePath: executable,
    // Grey edges of letters are the same on every screen, and make smaller files.
    args: [...CHROMIUM_ARGS, "--disable-lcd-text", "--hide-scrollbars"],
  });
  running.defer(() => browser.close());
  await takePictures(openStudio(browser, stage.slackUrl, FOLDER));
}

/** Without such a font Chromium draws boxes; whoever has no fc-list either has to look. */
function noticeMissingEmoji(): void {
  const found = spawnSync("fc-list", [":lang=und-zsye", "family"], { encoding: "utf8" });
  if (found.error !== undefined || found.stdout.trim() !== "") return;
  console.error(
    "No font here has emoji, so they will be boxes: install Debian's fonts-noto-color-emoji.",
  );
}
