import { DateTime } from "luxon";
import { describe, expect, it, onTestFinished } from "vitest";
import { parseAlertmanager } from "#intake/alertmanager.ts";
import { hasAlertmanager, startAlertmanager } from "#test/support/alertmanager.ts";
import { type HookServer, startHookServer, TOKEN } from "#test/support/hook-server.ts";

const AUTHENTICATIONS = {
  Bearer: `authorization: { credentials: ${TOKEN} }`,
  Token: `authorization: { type: Token, credentials: ${TOKEN} }`,
  Basic: `basic_auth: { username: am, password: ${TOKEN} }`,
};

describe.skipIf(!hasAlertmanager())("a delivery of a real Alertmanager", () => {
  it.each(Object.entries(AUTHENTICATIONS))("arrives with %s", async (_, authentication) => {
    const server = await startHookServer();

    await fire(server, authentication);

    await expect.poll(() => statusesIn(server), { timeout: 50_000 }).toEqual([["Disk", "firing"]]);
  });

  it("comes again after 503, and is stored then", async () => {
    const answers = ["down", "down", "up"];
    const bodies: Uint8Array[] = [];
    const server = await startHookServer({
      async accept({ body }) {
        if (answers.shift() !== "up") throw new Error("the database is down");
        bodies.push(body);
      },
    });

    await fire(server, AUTHENTICATIONS.Bearer);

    await expect.poll(() => bodies, { timeout: 50_000 }).toHaveLength(1);
    expect(answers).toEqual([]);
  });
});

async function fire(server: HookServer, authentication: string): Promise<void> {
  const alertmanager = await startAlertmanager(`
route: { receiver: muster, group_wait: 0s, group_interval: 1m, repeat_interval: 1h }
receivers:
  - name: muster
    webhook_configs:
      - url: ${server.url}/hooks/prod
        http_config: { ${authentication} }
`);
  onTestFinished(alertmanager.stop);
  await alertmanager.push({ labels: { alertname: "Disk" } });
}

function statusesIn(server: HookServer): readonly (readonly [string | undefined, string])[] {
  return server.accepted.flatMap(({ body }) => {
    const delivery = parseAlertmanager(body, DateTime.utc());
    const events = delivery.kind === "report" ? delivery.report.events : [];
    return events.map(({ labels, status }) => [labels["alertname"], status] as const);
  });
}
