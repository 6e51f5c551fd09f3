import type { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { Configuration } from "#domain/configuration/configuration.ts";
import { apply, decide } from "#domain/incident/decide-incident.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { nextReminder } from "#domain/incident/reminders.ts";
import { acknowledge, at, type Command, incident, person, resolve } from "#test/support/build.ts";

const [ana, ben] = [person("ana"), person("ben")];
const parts = Configuration.pick({
  severities: true,
  people: true,
  schedules: true,
  postmortems: true,
});
const { postmortems, ...rules } = parts.parse({
  people: { ben: { name: "Ben", slack: "U00000BEN", timezone: "America/New_York" } },
});
const remind: Command = { kind: "remind", rules };

function judge(kind: "required" | "undetermined"): Command {
  const verdict = { kind, reason: "so", because: [], isPreliminary: false } as const;
  const onCall = null;
  return { kind: "judge-postmortem", by: { kind: "muster" }, verdict, rules: postmortems, onCall };
}

/** Over on Friday at 10:30; led by ben, who lives in New York. */
function over(...commands: readonly Command[]): Incident {
  const steps = commands.map((command) => ["10:31", command] as const);
  return incident({}, ["10:01", acknowledge(ben)], ["10:30", resolve()], ...steps);
}

/** When somebody is reminded of it so many times, each as soon as it is due, and who. */
function reminders(given: Incident, times: number): readonly string[] {
  const told: string[] = [];
  let after = given;
  for (let count = 0; count < times; count += 1) {
    const next = nextReminder(after, rules);
    if (next === null) return [...told, "never"];
    const { events } = decide(after, remind, next);
    after = apply(after, events);
    told.push(`${moment(next)} ${events.map(({ event }) => whoIsTold(event)).join()}`);
  }
  return told;
}

function moment(time: DateTime): string {
  return time.toUTC().toFormat("ccc d LLL HH:mm");
}

function whoIsTold(event: object): string {
  const { owner, also, of } = Object.fromEntries(Object.entries(event));
  return [owner, also, of].flatMap((one) => one?.name ?? []).join("+");
}

describe("a postmortem that is due", () => {
  it("is told its owner then, each working day in the morning where they live, then on Mondays", () => {
    expect(reminders(over(judge("required")), 9)).toEqual([
      "Wed 25 Nov 10:30 ben",
      "Thu 26 Nov 14:00 ben",
      "Fri 27 Nov 14:00 ben",
      "Mon 30 Nov 14:00 ben",
      "Tue 1 Dec 14:00 ben",
      "Wed 2 Dec 14:00 ben",
      "Mon 7 Dec 14:00 ben",
      "Mon 14 Dec 14:00 ben",
      "Mon 21 Dec 14:00 ben",
    ]);
  });

  it("is told the lead too when somebody else has not written it", () => {
    const given = { kind: "change-task", by: ben, number: 1, owner: ana } as const;

    expect(reminders(over(judge("required"), given), 2)).toEqual([
      "Wed 25 Nov 10:30 ana",
      "Thu 26 Nov 09:00 ana+ben",
    ]);
  });

  it("is told nobody any more once it was waived", () => {
    const waived = { kind: "waive-postmortem", by: ben, reason: "known" } as const;

    expect(reminders(over(judge("required"), waived), 1)).toEqual(["never"]);
  });
});

describe("whoever is to decide", () => {
  it("is asked again until they do", () => {
    expect(reminders(over(judge("undetermined")), 3)).toEqual([
      "Mon 23 Nov 14:00 ben",
      "Tue 24 Nov 14:00 ben",
      "Wed 25 Nov 14:00 ben",
    ]);
    const waived = { kind: "waive-postmortem", by: ben, reason: "known" } as const;
    expect(reminders(over(judge("undetermined"), waived), 1)).toEqual(["never"]);
  });
});

describe("a repair of priority P0", () => {
  it.each([
    ["P0", ["Fri 20 Nov 12:00 ana", "Mon 23 Nov 09:00 ana+ben", "Tue 24 Nov 09:00 ana+ben"]],
    ["P1", ["Fri 20 Nov 12:00 ana", "Sat 21 Nov 12:00 ana", "never"]],
  ] as const)("is chased, unlike others: %s", (priority, expected) => {
    const repair = {
      type: "followup",
      text: "alert",
      owner: ana,
      due: at("12:00"),
      priority,
    } as const;
    const added = { kind: "add-task", by: ben, key: "one", link: null, ...repair } as const;

    expect(reminders(over(added), 3)).toEqual(expected);
  });
});
