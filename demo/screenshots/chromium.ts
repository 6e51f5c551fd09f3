import { existsSync } from "node:fs";

/** Debian's, or the one that CHROMIUM names. */
const PLACES = [
  process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** A container's root may not use Chromium's own sandbox, and its /dev/shm is small. */
export const CHROMIUM_ARGS = ["--no-sandbox", "--disable-dev-shm-usage"];

export const NO_CHROMIUM = "install Debian's chromium or set CHROMIUM";

/** Where the browser is that tests and pictures use; undefined when there is none. */
export function findChromium(): string | undefined {
  return PLACES.find((place) => existsSync(place));
}
