import { expect, it } from "vitest";
import { Policy, PolicySnapshot } from "#domain/escalation/policy.ts";

const stored = {
  levels: [
    { notify: [{ person: "ann" }, { channel: "#team", mention: "none" }], delay: "PT5M" },
    { notify: [{ person: "bob" }], delay: "PT10M" },
  ],
  repeat: { times: 1, pause: "PT1M" },
  exhausted: { every: "PT15M" },
};

it("a stored policy is read whatever a newer version wrote besides", () => {
  const newer = {
    ...stored,
    hours: "all",
    levels: stored.levels.map((level) => ({
      ...level,
      name: "first",
      notify: level.notify.map((one) => ({ ...one, by: "phone" })),
    })),
    repeat: { ...stored.repeat, until: "morning" },
    exhausted: { ...stored.exhausted, loud: true },
  };

  expect(PolicySnapshot.parse(newer)).toEqual(Policy.parse(stored));
});

it("a policy that people write is refused when it has an unknown key", () => {
  const repeat = { ...stored.repeat, until: "morning" };

  expect(Policy.safeParse({ ...stored, repeat }).success).toBe(false);
});

it("a stored policy is read back as it was written, with all that it can say", () => {
  const written = Policy.parse({
    levels: [
      {
        notify: [{ userGroup: "S01ABCDEF", channel: "#ops" }, { schedule: "rota" }],
        retry: { every: "PT1M", times: 2 },
        ack: "all",
        strategy: "round_robin",
        ifEmpty: "wait",
        urgency: "low",
        when: { timezone: "Europe/Berlin", windows: [{ from: "09:00", to: "17:00" }] },
      },
    ],
    repeat: { times: "forever", pause: "PT5M" },
    ackTimeout: "off",
    exhausted: { channel: "#all", people: ["ann"], every: "PT20M", max: "P1D" },
  });

  const read = PolicySnapshot.parse(JSON.parse(JSON.stringify({ id: "usual", ...written })));

  expect(read).toEqual({ id: "usual", ...written });
});

it("a policy stored before delays had bounds is read", () => {
  const [first] = stored.levels;
  const long = { ...stored, levels: [{ ...first, delay: "P7D" }] };

  expect(PolicySnapshot.parse(long).levels[0]?.delay.toISO()).toBe("P7D");
  expect(Policy.safeParse(long).success).toBe(false);
});

it.each([
  { delay: "PT0.5S" },
  { delay: "PT24H1S" },
  { retry: { every: "PT30S", times: 1 } },
  { retry: { every: "PT1M", times: 11 } },
])("a level is refused with %o", (wrong) => {
  const levels = [{ notify: [{ person: "ann" }], ...wrong }];

  expect(Policy.safeParse({ levels }).success).toBe(false);
});

it.each(["PT4M", "P4DT1S", "never"])("an acknowledgement cannot hold for %s", (ackTimeout) => {
  expect(Policy.safeParse({ ...stored, ackTimeout }).success).toBe(false);
});
