import { webApi } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { blamesToken, failureOf } from "#slack/outgoing/failure.ts";

describe("what a failed call means", () => {
  it.each([
    [new Error("Retry header did not contain a valid timeout")],
    [new TypeError("Cannot read properties of undefined (reading 'ok')")],
  ])("is unclear when the client throws %s", (error) => {
    expect(failureOf(error)).toEqual({ kind: "unclear", error: error.message });
  });

  it("is unclear when something is thrown that is no error", () => {
    expect(failureOf("gone")).toEqual({ kind: "unclear", error: "gone" });
  });

  it.each(["not_allowed_token_type", "team_access_not_granted", "access_denied", "not_authed"])(
    "is the token's fault when Slack says %s",
    (error) => {
      const failure = failureOf(new webApi.WebAPIPlatformError({ ok: false, error }));

      expect(blamesToken(failure)).toBe(true);
    },
  );
});
