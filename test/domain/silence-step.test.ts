import { describe, expect, it } from "vitest";
import type { ListedSilence } from "#domain/alert/silence.ts";
import { nextStep } from "#domain/response/silence-step.ts";
import type { IncidentSilence } from "#domain/response/silences.ts";
import { at, person, plain } from "#test/support/build.ts";

const MATCHERS = [{ name: "alertname", value: "Disk", isRegex: false, isEqual: true }];
const MADE = { what: "make", by: person("ana"), since: at("10:00") } as const;
const [EXTENDED, ENDED] = [
  { ...MADE, what: "extend" },
  { ...MADE, what: "end" },
] as const;

/** Ana asked for two hours at 10:00. */
function silence(more: Partial<IncidentSilence> = {}): IncidentSilence {
  return {
    key: "V1",
    source: "prod",
    matchers: MATCHERS,
    until: at("12:00"),
    comment: "known",
    link: null,
    by: person("ana"),
    askedAt: at("10:00"),
    wanted: MADE,
    trouble: null,
    failure: null,
    id: null,
    holdsUntil: null,
    remindedOf: null,
    isOver: false,
    ...more,
  };
}

const HELD = { wanted: null, id: "s1", holdsUntil: at("12:00") };

/** A silence that the source lists, made by somebody else. */
function listed(more: Partial<ListedSilence> = {}): ListedSilence {
  return {
    id: "s1",
    state: "active",
    startsAt: at("10:00"),
    endsAt: at("12:00"),
    createdBy: "somebody",
    comment: "a deploy",
    matchers: MATCHERS,
    ...more,
  };
}

const ours = { comment: "known · INC-1 [muster V1]" };

describe("the step from what the source lists to what was asked for", () => {
  it.each<[what: string, asked: IncidentSilence, there: ListedSilence[], expected: string]>([
    ["makes what is not there", silence(), [], "make"],
    ["makes what is there for too short", silence(), [listed({ endsAt: at("11:59") })], "make"],
    [
      "makes what is not there any more",
      silence(),
      [listed({ ...ours, state: "expired" })],
      "make",
    ],
    ["makes what is only planned there", silence(), [listed({ state: "pending" })], "make"],
    ["makes what other labels have", silence(), [listed({ matchers: [] })], "make"],
    ["takes what somebody else made", silence(), [listed()], "found s1 until 12:00"],
    ["finds what a try that broke off made", silence(), [listed(ours)], "holds s1 until 12:00"],
    [
      "takes no other form's silence for its own",
      silence(),
      [listed({ comment: "known [muster V12]", endsAt: at("11:00") })],
      "make",
    ],
    ["gives up what is over by now", silence({ until: at("10:01") }), [], "failed"],
    [
      "extends what is there",
      silence({ ...HELD, wanted: EXTENDED, until: at("13:00") }),
      [listed()],
      "prolong s1",
    ],
    [
      "has extended it",
      silence({ ...HELD, wanted: EXTENDED }),
      [listed(ours)],
      "holds s1 until 12:00",
    ],
    [
      "makes anew what is to be extended and gone",
      silence({ wanted: EXTENDED, id: "s1" }),
      [],
      "make",
    ],
    ["ends it", silence({ ...HELD, wanted: ENDED }), [listed()], "expire s1"],
    [
      "ends all that unclear tries made",
      silence({ wanted: ENDED }),
      [listed(ours), listed({ ...ours, id: "s2" })],
      "expire s1 s2",
    ],
    ["has ended it", silence({ ...HELD, wanted: ENDED }), [listed({ state: "expired" })], "gone"],
    ["never made what is to be ended", silence({ wanted: ENDED }), [], "gone"],
    ["sees that it holds", silence(HELD), [listed()], "holds s1 until 12:00"],
    [
      "sees that somebody moved its end",
      silence(HELD),
      [listed({ endsAt: at("10:30") })],
      "holds s1 until 10:30",
    ],
    ["sees that it is gone", silence(HELD), [listed({ state: "expired" })], "gone"],
    ["sees that the source forgot it", silence(HELD), [], "gone"],
  ])("%s", (_, asked, there, expected) => {
    expect(told(nextStep(asked, there, at("10:01")))).toBe(expected);
  });
});

function told(step: ReturnType<typeof nextStep>): string {
  switch (step.kind) {
    case "make":
      return "make";
    case "prolong":
      return `prolong ${step.silence.id}`;
    case "expire":
      return `expire ${step.ids.join(" ")}`;
    case "nothing": {
      const { sight } = step;
      if (sight.kind !== "holds") return sight.kind;
      const until = String(plain(sight.until)).slice(11, 16);
      return `${sight.isFound ? "found" : "holds"} ${sight.id} until ${until}`;
    }
  }
}
