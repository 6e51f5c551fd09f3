import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { COMPILED, QUICKLY } from "#test/support/compiled.ts";

type Ending = { readonly code: number | null; readonly out: string; readonly err: string };

/** The demo as somebody runs it, in a temporary folder of its own to see what it leaves behind. */
type Demo = {
  /** What it has printed, once it has printed this. */
  readonly printed: (text: string) => Promise<string>;
  readonly ended: Promise<Ending>;
  readonly signal: (signal: NodeJS.Signals) => void;
};

const MAIN = path.join(import.meta.dirname, "..", "..", "demo", "main.ts");
const HAS_CURL = spawnSync("curl", ["--version"]).error === undefined;
const SLOW = { timeout: 120_000 };

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "muster-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

function start(args: readonly string[], variables: Readonly<Record<string, string>> = {}): Demo {
  const env = {
    PATH: process.env["PATH"],
    ...COMPILED,
    TMPDIR: folder,
    PORT: "0",
    SANDBOX_PORT: "0",
  };
  const child = spawn(process.execPath, [QUICKLY, MAIN, ...args], {
    env: { ...env, ...variables },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const out = collect(child.stdout);
  const err = collect(child.stderr);
  return {
    printed: async (text) => {
      await expect.poll(out, { timeout: 60_000, interval: 50 }).toContain(text);
      return out();
    },
    ended: once(child, "close").then(() => ({ code: child.exitCode, out: out(), err: err() })),
    signal: (signal) => void child.kill(signal),
  };
}

function collect(stream: ChildProcess["stdout"]): () => string {
  let text = "";
  stream?.setEncoding("utf8").on("data", (piece: string) => (text += piece));
  return () => text;
}

/** A line that was printed, run by a shell as it stands. */
function paste(line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile("sh", ["-c", line], (error, out) => (error === null ? resolve(out) : reject(error)));
  });
}

function lineAfter(text: string, before: string): string {
  return text.split(`${before}\n`)[1]?.split("\n")[0] ?? "";
}

describe("the demo", SLOW, () => {
  it("fires, tells page, channel, escalation, acknowledgement and end, and leaves nothing behind", async () => {
    const { code, out, err } = await start(["--fire", "--exit"]).ended;

    expect([code, err]).toEqual([0, ""]);
    const steps = [
      "The alert HighErrorRate was accepted",
      "Mia Lindqvist was paged",
      "INC-1 is open",
      "The channel #inc-1-checkout-fails-for-one-customer-in-eight was made",
      "Runbook: http://127.0.0.1:",
      "Dashboard: https://grafana.larder.example/d/checkout?var-region=eu",
      "To press Acknowledge as Mia Lindqvist",
      "Nobody acknowledged, so Jonas Weber was paged too",
      "Jonas Weber pressed Acknowledge",
      "The card says: Acknowledged by Jonas Weber",
      "checkout-availability burns 12",
      "The alert HighErrorRate ended",
      "INC-1 is over. The card says: Resolved",
      "Stopped; nothing is left behind",
    ];
    const places = steps.map((step) => out.indexOf(step));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(await readdir(folder)).toEqual([]);
  });

  it.skipIf(!HAS_CURL && process.env["CI"] !== "true")(
    "prints lines that fire, acknowledge and end when they are pasted, and ends well on Ctrl-C",
    async () => {
      const demo = start(["--fire"], { MUSTER_WEBHOOK_TOKEN: `it's"a$secret` });
      const told = await demo.printed("Or wait, and see");

      expect(await paste(lineAfter(told, "Fire the sample alert:"))).toContain("stored");
      expect(await paste(told.split("\n").find((line) => line.includes("/click")) ?? "")).toContain(
        `"ok":true`,
      );
      await demo.printed("The card says: Acknowledged by Mia Lindqvist");
      expect(await paste(lineAfter(told, "End it again:"))).toContain("stored");
      await demo.printed("INC-1 is over");
      // Both the terminal and npm pass it on.
      demo.signal("SIGINT");
      demo.signal("SIGINT");
      const { code, out, err } = await demo.ended;

      expect([code, err]).toEqual([0, ""]);
      expect(out).not.toContain("Jonas Weber was paged");
      expect(await readdir(folder)).toEqual([]);
    },
  );

  it.each(["PORT", "SANDBOX_PORT"])(
    "names a port that is taken, and %s to choose another",
    async (variable) => {
      const other = createServer().listen(0, "127.0.0.1");
      await once(other, "listening");
      onTestFinished(() => void other.close());
      const port = JSON.stringify(other.address()).replace(/.*"port":(\d+).*/, "$1");

      const { code, err } = await start([], { [variable]: port }).ended;

      expect(code).toBe(1);
      expect(err).toMatch(new RegExp(`127\\.0\\.0\\.1.*\\b${variable}\\b`));
      expect(err).toContain(port);
      expect(err.trimEnd().split("\n")).toHaveLength(1);
      expect(await readdir(folder)).toEqual([]);
    },
  );

  it.each([
    ["an unknown option", ["--frie"]],
    ["an argument", ["fire"]],
    ["--exit without --fire", ["--exit"]],
  ])("ends with 2 for wrong usage: %s", async (_, args) => {
    const { code, out, err } = await start(args).ended;

    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("--help says more");
  });
});
