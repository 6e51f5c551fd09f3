import { expect, it } from "vitest";
import { Policy, PolicySnapshot } from "#domain/policy.ts";

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
