import { existsSync } from "node:fs";

/** The one that CHROMIUM names, or Debian's; its headless shell draws the same in half the time. */
const PLACES = [
  process.env["CHROMIUM"] ?? "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** A container's root may not use Chromium's own sandbox, and its /dev/shm is small. */
export const CHROMIUM_ARGS = ["--no-sandbox", "--disable-dev-shm-usage"];

export const NO_CHROMIUM = "install Debian's chromium-headless-shell or chromium, or set CHROMIUM";

/** Where the browser is that tests and pictures use; undefined when there is none. */
export function findChromium(): string | undefined {
  return PLACES.find((place) => existsSync(place));
}
