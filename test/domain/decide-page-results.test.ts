import { describe, expect, it } from "vitest";
import { incident, pageFailed, policy, target } from "#test/support/build.ts";
import {
  paged,
  taken,
  escalated,
  exhausted,
  resolved,
  type Case,
  outcomeOfCommand,
} from "./decisions.ts";

describe("an incident", () => {
  it.each<Case>([
    [
      "notes a page that was sent",
      {
        incident: paged,
        at: "10:00:01",
        command: { kind: "page-sent", step: 1, target: target("ana"), via: "dm" },
      },
      ["page-sent"],
      "page-sent",
    ],
    [
      "notes a page that was not needed any more",
      {
        incident: taken,
        at: "10:02:01",
        command: { kind: "page-dropped", step: 1, target: target("ana"), reason: "acknowledged" },
      },
      ["page-dropped"],
      "page-dropped",
    ],
    [
      "pages the next level when nobody could be reached",
      { incident: paged, at: "10:01", command: pageFailed(1) },
      ["page-failed", "paged ben (level 2, round 1) until 10:06"],
      "the page could not be delivered",
    ],
    [
      "does not rest when nobody could be reached",
      {
        incident: incident({ policy: policy(1, { times: 1, pause: "PT30M" }) }),
        at: "10:01",
        command: pageFailed(1),
      },
      ["page-failed", "paged ana (level 1, round 2) until 10:06"],
      "the page could not be delivered",
    ],
    [
      "calls the fallback when nobody of the last level could be reached",
      { incident: escalated, at: "10:06", command: pageFailed(2) },
      ["page-failed", "exhausted, called #payments until 10:21"],
      "the page could not be delivered",
    ],
    [
      "waits for the others of the level",
      { incident: paged, at: "10:01", command: pageFailed(1, true) },
      ["page-failed"],
      "page failed",
    ],
    [
      "only notes the failure of an earlier page",
      { incident: escalated, at: "10:06", command: pageFailed(1) },
      ["page-failed"],
      "page failed",
    ],
    [
      "only notes the failure once somebody has it",
      { incident: taken, at: "10:03", command: pageFailed(1) },
      ["page-failed"],
      "page failed",
    ],
    [
      "only notes the failure once it is resolved",
      { incident: resolved, at: "10:04", command: pageFailed(1) },
      ["page-failed"],
      "page failed",
    ],
    [
      "stays loud when the fallback cannot be reached",
      { incident: exhausted, at: "10:11", command: pageFailed(3) },
      ["page-failed"],
      "page failed",
    ],
  ])("%s", (_, given, events, reason) => {
    expect(outcomeOfCommand(given)).toEqual({ events, reason });
  });
});
