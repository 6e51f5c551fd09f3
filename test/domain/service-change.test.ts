import { describe, expect, it } from "vitest";
import { mergeServiceChange, type ServiceChange } from "#domain/service-change.ts";
import { at, plain } from "#test/support/build.ts";
import { serviceChange } from "#test/support/service-changes.ts";

type Telling = Partial<ServiceChange>;

/** A status as GitHub tells it: what is over tells when the deployment was asked for. */
function planned(time: string): Telling {
  return { status: "planned", at: at(time), endedAt: null, toldAt: at(time) };
}
function running(time: string): Telling {
  return { status: "running", at: at(time), endedAt: null, toldAt: at(time) };
}
function over(status: "succeeded" | "failed" | "cancelled", time: string): Telling {
  return { status, at: at("08:00"), endedAt: at(time), toldAt: at(time) };
}

function told(...tellings: readonly Telling[]): ServiceChange {
  const [first = {}, ...rest] = tellings;
  return rest.reduce<ServiceChange>(
    (known, telling) => mergeServiceChange(known, serviceChange(telling)),
    serviceChange(first),
  );
}

describe("a change that is told in several steps", () => {
  const asked = running("08:00");
  it.each([
    ["began when it was told to run", [running("09:00"), over("succeeded", "09:05")], "09:00"],
    ["began after it had waited", [asked, planned("08:01"), running("09:00")], "09:00"],
    [
      "began no earlier than the last moment at which it still waited",
      [planned("08:30"), planned("08:45"), over("failed", "09:05")],
      "08:45",
    ],
    [
      "began when it was done, when that was before its time",
      [{ ...planned("11:00"), toldAt: at("08:30") }, over("succeeded", "09:05")],
      "09:05",
    ],
    ["begins anew with each moment at which it waits", [asked, planned("08:45")], "08:45"],
    ["began when it was asked for, when nobody said more", [over("succeeded", "09:05")], "08:00"],
  ] as const)("%s", (_, tellings, began) => {
    expect(told(...tellings).at.toISO()).toBe(at(began).toISO());
  });

  it.each([
    ["in order", [running("09:00"), over("failed", "09:05")]],
    ["in the wrong order", [over("failed", "09:05"), running("09:00")]],
    ["twice", [running("09:00"), over("failed", "09:05"), running("09:00")]],
  ] as const)("is what its newest status says, told %s", (_, tellings) => {
    const { status, at: began, endedAt } = told(...tellings);

    expect({ status, began, endedAt }).toEqual({
      status: "failed",
      began: at("09:00"),
      endedAt: at("09:05"),
    });
  });

  it("does not begin again in the second in which it ended", () => {
    expect(told(over("succeeded", "09:05"), running("09:05")).status).toBe("succeeded");
    expect(told(running("09:05"), over("succeeded", "09:05")).status).toBe("succeeded");
  });

  it("is over although its beginning is told last, unless it began anew", () => {
    const end: Telling = { status: "failed", at: at("09:05"), toldAt: at("09:06") };
    const late = { ...running("09:00"), toldAt: at("09:07") };

    for (const ending of [
      { ...end, endedAt: at("09:05") },
      { ...end, endedAt: null },
    ]) {
      const known = told(ending, late);
      expect([known.status, known.at.toISO()]).toEqual(["failed", at("09:00").toISO()]);
      expect(told(ending, running("09:10")).status).toBe("running");
    }
  });

  it("stays a plan when it is called off before it began, and keeps who planned it", () => {
    const plan = { ...planned("11:00"), by: "mia" };
    const off = { ...over("cancelled", "09:05"), by: null };
    const known = told({ ...plan, toldAt: at("08:30") }, off, off);

    expect(plain(known)).toMatchObject({ status: "planned", endedAt: null, by: "mia" });
    expect(known.at.toISO()).toBe(at("11:00").toISO());
    expect(told(running("09:00"), off).status).toBe("cancelled");
  });

  it("ended when it says that it did, not when that was told", () => {
    const end: Telling = { status: "succeeded", endedAt: at("09:05"), toldAt: at("09:20") };
    const corrected: Telling = { ...end, endedAt: at("09:06"), toldAt: at("09:21") };

    expect(told(running("09:00"), end).endedAt?.toISO()).toBe(at("09:05").toISO());
    expect(told(running("09:00"), end, corrected).endedAt?.toISO()).toBe(at("09:06").toISO());
  });

  it("ended when its end was told, if nobody says when", () => {
    const done: Telling = { status: "succeeded", endedAt: null, toldAt: at("09:10") };
    const again: Telling = { ...done, toldAt: at("09:30") };

    expect(told(running("09:00"), done, again).endedAt?.toISO()).toBe(at("09:10").toISO());
    expect(told({ ...done, endedAt: null }).endedAt).toBeNull();
  });

  it("keeps what a later telling leaves out, and takes what it corrects", () => {
    const first = { by: "mia", link: "https://ci.example/1", revision: "abc", title: "v41" };
    const second = { by: null, link: "https://ci.example/2", revision: null, title: "v41 again" };
    const known = told({ ...running("09:00"), ...first }, { ...running("09:01"), ...second });

    expect(plain(known)).toMatchObject({
      by: "mia",
      link: "https://ci.example/2",
      revision: "abc",
      title: "v41 again",
    });
  });
});
