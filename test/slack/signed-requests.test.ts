import { expect, it } from "vitest";
import { isSlacks } from "#slack/connection/only-to-slack.ts";
import { createReplays, signatureIn } from "#slack/connection/replays.ts";

const SLACK = "https://slack.com/api/";
const SANDBOX = "http://127.0.0.1:8081/api/";

it.each([
  ["https://hooks.slack.com/commands/T1/2/3", SLACK, true],
  ["https://slack.com/api/chat.postMessage", SLACK, true],
  ["http://127.0.0.1:8081/response/1", SANDBOX, true],
  ["https://hooks.slack-gov.com/commands/1", "https://slack-gov.com/api/", true],
  ["http://hooks.slack.com/commands/T1/2/3", SLACK, false],
  ["https://hooks.slack.com.evil.example/1", SLACK, false],
  ["https://hooks.slack.com@evil.example/1", SLACK, false],
  ["https://evilslack.com/1", SLACK, false],
  ["https://evil.example/slack.com", SLACK, false],
  ["https://hooks.slack.com:8443/1", SLACK, false],
  ["http://169.254.169.254/latest/meta-data", SLACK, false],
  ["http://127.0.0.1:5432/", SANDBOX, false],
  ["file:///etc/passwd", SLACK, false],
  ["nonsense", SLACK, false],
])("Slack is answered at no address but its own: %s by %s is %s", (address, api, isIts) => {
  expect(isSlacks(address, api)).toBe(isIts);
});

it("a signature counts once for as long as it is good", () => {
  let now = 0;
  const cameBefore = createReplays(() => now);

  expect([cameBefore("a"), cameBefore("a"), cameBefore("b")]).toEqual([false, true, false]);
  now += 10 * 60_000;
  expect(cameBefore("a")).toBe(true);
  now += 1;
  expect(cameBefore("a")).toBe(false);
});

it("a signature is what Bolt compares, whatever stands around it", () => {
  expect(signatureIn("v0=abc")).toBe("abc");
  expect(signatureIn("v0=abc=again")).toBe("abc");
  expect(signatureIn(undefined)).toBeUndefined();
});
