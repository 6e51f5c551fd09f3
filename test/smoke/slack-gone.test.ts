import { afterEach, expect, it } from "vitest";
import { PEOPLE } from "#test/support/acme.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { giveAddresses } from "#test/support/reach.ts";
import { type FakeSmtp, startFakeSmtp } from "#test/support/smtp-server.ts";
import { storyOf } from "#test/support/story.ts";

const LEVELS = [{ notify: [{ person: "ann" }], delay: "PT2H" }];

let muster: TestMuster;
let smtp: FakeSmtp;
afterEach(async () => {
  await muster.stop();
  await smtp.stop();
});

/** Ann has given an address for mails, which come ten minutes after a page when all is well. */
async function start(database: TestDatabase): Promise<void> {
  smtp = await startFakeSmtp();
  const mail = { host: "127.0.0.1", port: smtp.port, from: "Muster <muster@acme.example>" };
  muster = await startMuster(database, {
    configuration: {
      people: PEOPLE,
      policies: { checkout: { levels: LEVELS, repeat: { times: 0 } } },
      ways: { mail },
      slack: { channelsPerMinute: 6000, stormAbove: 2 },
    },
  });
  await giveAddresses(database, "ann", { mail: "ann@home.example" }, { mail: 10 });
}

withDatabase("while Slack", (open) => {
  it(
    "fails for half an hour, people are mailed within a minute; then comes one digest of what is still true",
    { tags: ["F19"] },
    async () => {
      await start(await open());
      await muster.slack.trouble({ kind: "500", count: 100_000 });

      await muster.alert({ alertname: "HighLatency" });
      await eventually(() => expect(mailed()).toEqual(["INC-1"]));
      for (const alertname of ["DiskFull", "QueueLong", "CertificateOld"]) {
        expect(await muster.alert({ alertname })).toBe(200);
      }
      await eventually(async () => expect(await muster.incident(4)).not.toBeNull());
      await muster.push({ seconds: 31 });
      await eventually(() => expect(mailed().length).toBeGreaterThan(1));
      await muster.push({ minutes: 10 });
      await fetch(linkIn(0), { method: "POST" });
      expect((await muster.incident(1))?.status).toBe("acknowledged");
      for (const minutes of [10, 10]) await muster.push({ minutes });
      expect(await muster.slack.person("ann").pages()).toEqual([]);

      await muster.slack.act("heal", {});
      await muster.settle();

      const [digest, ...others] = await muster.slack.person("ann").pages();
      expect(others).toEqual([]);
      const words = JSON.stringify(digest);
      expect(["INC-2", "INC-3", "INC-4"].filter((name) => !words.includes(name))).toEqual([]);
      expect(words).not.toContain("INC-1 ");
    },
  );

  it(
    "refuses the token, people are mailed at once, and readiness, log and metrics say why",
    { tags: ["F52"] },
    async () => {
      await start(await open());
      await muster.slack.trouble({ kind: "error", error: "token_revoked", count: 100_000 });

      await muster.alert({ alertname: "HighLatency" });

      await eventually(() => expect(mailed()).toEqual(["INC-1"]));
      await eventually(async () => {
        expect(storyOf(await muster.timeline(1))).toContain("muster: page-sent, ann, via mail");
      });
      await eventually(async () => {
        const answer = await fetch(`${muster.url}/readyz`);
        expect([answer.status, await answer.text()]).toEqual([
          503,
          expect.stringContaining("token_revoked"),
        ]);
      });
      const metrics = await (await fetch(`${muster.url}/metrics`)).text();
      expect(metrics).toContain('muster_impaired{part="slack-token",risk="pages-at-risk"} 1');
      expect(muster.log().join("")).toContain("refuses the bot token (token_revoked)");
      // By these ids the alert can be followed through the log.
      const lines = muster.log().map((line): unknown => JSON.parse(line));
      const ids = [
        { source: "prod", delivery: 1 },
        { source: "prod", deliveries: [1] },
        { incident: 1, page: 1, target: "person/ann" },
        { incident: 1, page: 1, attempt: 2, way: "mail", result: "sent" },
      ];
      for (const one of ids) expect(lines).toContainEqual(expect.objectContaining(one));
    },
  );
});

/** What each mail is about. */
function mailed(): readonly string[] {
  return smtp.received.map(({ parts }) => /INC-\d+/.exec(parts.get("text/plain") ?? "")?.[0] ?? "");
}

function linkIn(mail: number): string {
  const text = smtp.received[mail]?.parts.get("text/plain") ?? "";
  return `${muster.url}${/(\/acknowledge\/[\w-]+)/.exec(text)?.[1]}`;
}
