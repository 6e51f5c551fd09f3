import { DateTime } from "luxon";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AlertListing, ListedAlert } from "#domain/alert/alert.ts";
import { listAlerts } from "#intake/alertmanager-api.ts";
import { listSilences } from "#intake/alertmanager-silences.ts";
import {
  type Alertmanager,
  hasAlertmanager,
  startAlertmanager,
} from "#test/support/alertmanager.ts";

const CONFIG = `
route: { receiver: nobody }
receivers: [{ name: nobody }]
inhibit_rules:
  - source_matchers: [alertname="HostDown"]
    target_matchers: [alertname="Disk"]
`;
const CPU = { alertname: "Cpu" };

describe.skipIf(!hasAlertmanager())("the alerts that a real Alertmanager lists", () => {
  let alertmanager: Alertmanager;

  beforeEach(async () => {
    alertmanager = await startAlertmanager(CONFIG);
  }, 60_000);
  afterEach(async () => {
    await alertmanager.stop();
  });

  it("are none at first, and it tells since when it is up", async () => {
    const { upSince, alerts } = await list();

    expect(alerts).toEqual([]);
    expect(Math.abs(upSince.diffNow("seconds").seconds)).toBeLessThan(30);
  });

  it("have an active one, with its start and its fingerprint", async () => {
    await alertmanager.push({ labels: CPU, startsAt: "2026-01-02T03:04:05.678+01:00" });

    const [alert] = (await list()).alerts;

    expect(alert?.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect(alert?.startsAt.toISO()).toBe("2026-01-02T02:04:05.678Z");
    expect(alert?.mutedBy).toBeNull();
  });

  it("have a silenced one, with the silence", async () => {
    await alertmanager.push({ labels: CPU });

    const silence = await alertmanager.silence(CPU);

    await expect.poll(mutings).toEqual([[silence]]);
  });

  it("come with the silences that hold, and when these end", async () => {
    const silence = await alertmanager.silence({ alertname: 'Say "Cpu"', job: "node" });

    const [found] = await listSilences(alertmanager, { timeoutMs: 5000 });

    expect(found).toMatchObject({ id: silence, comment: expect.any(String) });
    expect(found?.matchers).toEqual(['alertname="Say \\"Cpu\\""', 'job="node"']);
    expect(found?.endsAt.diffNow().toMillis()).toBeGreaterThan(0);
  });

  it("have an inhibited one, with the alert that inhibits it", async () => {
    await alertmanager.push({ labels: { alertname: "HostDown" } });
    const [hostDown] = (await list()).alerts;

    await alertmanager.push({ labels: { alertname: "Disk" } });

    await expect.poll(mutings).toContainEqual([hostDown?.fingerprint]);
    expect(await mutings()).toContainEqual(null);
  });

  it("have no longer one that ended while it was silenced", async () => {
    await alertmanager.push({ labels: CPU });
    await alertmanager.silence(CPU);
    await expect.poll(mutings).toHaveLength(1);

    await alertmanager.push({ labels: CPU, endsAt: DateTime.utc().toISO() });

    await expect.poll(mutings).toEqual([]);
  });

  it("are forgotten when it starts again, and it tells when that was", async () => {
    await alertmanager.push({ labels: CPU });
    const before = await list();

    await alertmanager.restart();

    const after = await list();
    expect([before.alerts.length, after.alerts.length]).toEqual([1, 0]);
    expect(after.upSince > before.upSince).toBe(true);
  });

  it("cannot be had at a wrong path, and trying again does not help", async () => {
    const elsewhere = { url: `${alertmanager.url}/nowhere` };

    await expect(listAlerts(elsewhere, { timeoutMs: 5000 })).rejects.toMatchObject({
      code: "refused",
      canRetry: false,
    });
  });

  function list(): Promise<AlertListing> {
    return listAlerts(alertmanager, { timeoutMs: 5000 });
  }

  async function mutings(): Promise<readonly ListedAlert["mutedBy"][]> {
    return (await list()).alerts.map(({ mutedBy }) => mutedBy);
  }
});
