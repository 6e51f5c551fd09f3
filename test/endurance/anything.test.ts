import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const TIMES = 50;
const LONG = { timeout: 30 * 60_000 };
/** What is made up in each of them is made up much more often here than in `npm test`. */
const FILES = [
  "test/config/anything-in-files.test.ts",
  "test/documents/escape.test.ts",
  "test/documents/prose.test.ts",
  "test/documents/redraw.test.ts",
  "test/domain/incident-invariants.test.ts",
  "test/domain/instant.test.ts",
  "test/domain/schedule-properties.test.ts",
  "test/domain/turns.test.ts",
  "test/domain/windows.test.ts",
  "test/engine/anything-in-slack.test.ts",
  "test/engine/counted-alerts.test.ts",
  "test/intake/alertmanager-mutated.test.ts",
  "test/page/text/hostile.test.ts",
  "test/sandbox/validation/anything.test.ts",
];

it("takes or refuses whatever is made up, fifty times as often", LONG, async ({ annotate }) => {
  const { PATH, HOME, TEST_DATABASE_URL } = process.env;
  const wishes = { MUSTER_PROPERTY_RUNS: String(TIMES), NO_COLOR: "1" };
  const line = ["run", ...FILES, `--testTimeout=${LONG.timeout}`];

  const { stdout } = await promisify(execFile)("node_modules/.bin/vitest", line, {
    env: { PATH, HOME, TEST_DATABASE_URL, ...wishes },
  });

  const [, passed, all] = /Tests +(\d+) passed \((\d+)\)/.exec(stdout) ?? [];
  expect(Number(passed)).toBeGreaterThan(FILES.length);
  expect(passed).toBe(all);
  await annotate(`${passed} properties, each tried ${TIMES} times as often`, "measured");
});
