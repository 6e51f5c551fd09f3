import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const YOUNG = import.meta.resolve("#app/young-objects.ts");

it("asks V8 for something that it knows: it only says so of what it does not", async () => {
  const asks = `import { startYoung } from ${JSON.stringify(YOUNG)}; startYoung();`;
  const program = ["--input-type=module", "--eval", asks];
  expect((await promisify(execFile)(process.execPath, program)).stderr).toBe("");
});
