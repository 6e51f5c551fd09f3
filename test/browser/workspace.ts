import type { WebClient } from "@slack/web-api";
import type { Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "#sandbox/sandbox.ts";
import { type Answer, clientFor, MANIFEST } from "#test/sandbox/workbench.ts";

export const ANNA = "U0ANNA00001";
export const BEN = "U0BEN000002";
export const OPS = "C0OPS000002";

/** Two colleagues, one channel that the app is in. */
const SEED: NonNullable<SandboxOptions["seed"]> = {
  users: [
    { id: ANNA, name: "anna", real_name: "Anna Kowalska", tz: "Europe/Warsaw" },
    { id: BEN, name: "ben", real_name: "Ben Okafor", tz: "America/New_York" },
  ],
  channels: [{ id: OPS, name: "ops", bot: true }],
  usergroups: [{ id: "S0ONCALL001", handle: "on-call", users: ["anna"] }],
};

export type Workspace = {
  readonly sandbox: () => Sandbox;
  /** The app, as far as it calls by itself. */
  readonly client: () => WebClient;
  /** The page at a place, `anna/reference`, as somebody would have it in a bookmark. */
  readonly address: (place: string) => string;
  /** Something that a person does elsewhere. */
  readonly act: (name: string, given: Answer) => Promise<Answer>;
};

/** Starts a workspace with its page once for the tests of a file. */
export function useWorkspace(options: Partial<SandboxOptions> = {}): Workspace {
  let running: Sandbox | null = null;
  function sandbox(): Sandbox {
    if (running === null) throw new Error("the sandbox does not run");
    return running;
  }
  beforeAll(async () => {
    const seed = { ...SEED, ...options.seed };
    running = await startSandbox({ manifest: MANIFEST, ...options, seed });
    await running.page();
  });
  afterAll(() => running?.close());
  return {
    sandbox,
    client: () => clientFor(sandbox(), sandbox().botToken),
    address: (place) => `${sandbox().url}/#/${place}`,
    async act(name, given) {
      const body = JSON.stringify(given);
      const response = await fetch(`${sandbox().url}/_control/${name}`, { method: "POST", body });
      return (await response.json()) as Answer;
    },
  };
}

/** Links that lead anywhere but to the web, to mail, or through this page, or that hand over this window. */
export function unsafeLinks(page: Page): Promise<readonly string[]> {
  return page.locator("a[href]").evaluateAll((links) =>
    links.flatMap((link) => {
      const { protocol, origin, rel, outerHTML } = link as HTMLAnchorElement;
      const isSafe =
        ["http:", "https:", "mailto:"].includes(protocol) &&
        (origin === location.origin || /\bno(?:opener|referrer)\b/.test(rel));
      return isSafe ? [] : [outerHTML];
    }),
  );
}
