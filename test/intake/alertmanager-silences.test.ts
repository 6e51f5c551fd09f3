import { DateTime } from "luxon";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SilenceMatcher } from "#domain/alert/silence-matcher.ts";
import type { ListedSilence } from "#domain/alert/silence.ts";
import type { NewSilence } from "#engine/engine.ts";
import {
  expireSilence,
  listAllSilences,
  listMatching,
  saveSilence,
} from "#intake/alertmanager-silences.ts";
import {
  type Alertmanager,
  hasAlertmanager,
  startAlertmanager,
} from "#test/support/alertmanager.ts";

const CONFIG = "route: { receiver: nobody }\nreceivers: [{ name: nobody }]\n";
const OPTIONS = { timeoutMs: 5000 };

describe.skipIf(!hasAlertmanager())("a silence in a real Alertmanager", () => {
  let alertmanager: Alertmanager;

  beforeAll(async () => {
    alertmanager = await startAlertmanager(CONFIG);
  }, 60_000);
  afterAll(async () => {
    await alertmanager.stop();
  });

  it("holds at once, with all that it was given", async () => {
    const id = await make({ createdBy: "Ann", comment: 'known · "INC-1" [muster V1]' });

    expect(await find(id)).toMatchObject({
      state: "active",
      endsAt: IN_AN_HOUR,
      createdBy: "Ann",
      comment: 'known · "INC-1" [muster V1]',
      matchers: [equal("alertname", "Disk")],
    });
  });

  it("keeps its id when its end is moved", async () => {
    const id = await make();
    const there = await find(id);
    const until = IN_AN_HOUR.plus({ hours: 1 });

    expect(await make({ there, until })).toBe(id);
    expect((await find(id)).endsAt).toEqual(until);
  });

  it("ends, and again does no harm", async () => {
    const id = await make();

    await expireSilence(alertmanager, id, OPTIONS);
    await expireSilence(alertmanager, id, OPTIONS);

    expect(await find(id)).toMatchObject({ state: "expired" });
  });

  it.each<[what: string, labels: Record<string, string>, matcher: SilenceMatcher]>([
    ["quotes", { say: 'he said "no"' }, equal("say", 'he said "no"')],
    ["backslashes", { path: String.raw`C:\new` }, equal("path", String.raw`C:\new`)],
    ["two lines", { text: "one\ntwo" }, equal("text", "one\ntwo")],
    ["tabs and signs", { text: "a\tb, c=d {}" }, equal("text", "a\tb, c=d {}")],
    [
      "a pattern",
      { pod: "web.1-x2" },
      { ...equal("pod", String.raw`web\.1-[a-z0-9]+`), isRegex: true },
    ],
  ])("matches labels with %s, and nothing else", async (what, labels, matcher) => {
    const mine = { alertname: `Odd ${what}`, ...labels };
    await alertmanager.push({ labels: mine }, { labels: { alertname: `Even ${what}` } });
    const matchers = [matcher];

    const id = await make({ matchers });

    const silenced = { labels: mine, silencedBy: [id] };
    await expect
      .poll(() => listMatching(alertmanager, matchers, OPTIONS))
      .toEqual([expect.objectContaining(silenced)]);
    expect((await find(id)).matchers).toEqual(matchers);
  });

  it.each<[what: string, wrong: Partial<NewSilence>, reason: RegExp]>([
    [
      "a pattern that it cannot read",
      { matchers: [{ ...equal("a", "("), isRegex: true }] },
      /answered 400: .*missing/,
    ],
    ["no labels at all", { matchers: [] }, /answered 422: .*matchers/],
    [
      "an end that has passed",
      { until: DateTime.utc().minus({ minutes: 5 }) },
      /answered 400: .*past/,
    ],
  ])("is refused for %s, in its own words", async (_, wrong, reason) => {
    await expect(make(wrong)).rejects.toMatchObject({
      code: "refused",
      canRetry: false,
      message: expect.stringMatching(reason),
    });
  });

  it("cannot be ended when it never was", async () => {
    const unknown = "00000000-0000-4000-8000-000000000000";

    await expect(expireSilence(alertmanager, unknown, OPTIONS)).rejects.toThrow(
      /answered (?:404|500)/,
    );
  });

  async function make(more: Partial<NewSilence> = {}): Promise<string> {
    const matchers = [equal("alertname", "Disk")];
    const silence = { matchers, until: IN_AN_HOUR, createdBy: "Ann", comment: "known", ...more };
    return await saveSilence(alertmanager, silence, OPTIONS);
  }

  async function find(id: string): Promise<ListedSilence> {
    const silences = await listAllSilences(alertmanager, OPTIONS);
    const found = silences.find((silence) => silence.id === id);
    if (found === undefined) throw new Error("it is not listed");
    return { ...found, endsAt: found.endsAt.toUTC() };
  }
});

const IN_AN_HOUR = DateTime.utc().plus({ hours: 1 }).startOf("second");

function equal(name: string, value: string): SilenceMatcher {
  return { name, value, isRegex: false, isEqual: true };
}
