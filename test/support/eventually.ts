import { expect } from "vitest";

/** Waits until a look passes; its last failure is the test's. */
export async function eventually(look: () => Promise<void> | void): Promise<void> {
  await expect.poll(async () => (await look(), true), { timeout: 60_000, interval: 20 }).toBe(true);
}
