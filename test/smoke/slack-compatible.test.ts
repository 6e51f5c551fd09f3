import { afterEach, expect, it } from "vitest";
import { METHOD_SCOPES } from "#slack/connection/scopes.ts";
import { withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";

/** All that a server must have for Muster to be of use; everything else is refused here. */
const NEEDED = new Set([
  "apps.connections.open",
  "auth.test",
  "chat.postMessage",
  "chat.update",
  "conversations.list",
  "users.info",
  "views.open",
  "views.publish",
  "views.push",
  "views.update",
]);

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

withDatabase(
  "a server that is compatible with Slack but lacks every method that may be missing",
  (open) => {
    it(
      "is enough to page, answer and end; what is missing is reported once",
      { tags: ["F53"] },
      async ({ annotate }) => {
        muster = await startMuster(await open());
        const lacking = Object.keys(METHOD_SCOPES).filter((method) => !NEEDED.has(method));
        for (const method of lacking) {
          const error = "unknown_method";
          await muster.slack.trouble({ kind: "error", method, error, count: 100_000 });
        }
        const [ann, bob] = [muster.slack.person("ann"), muster.slack.person("bob")];

        await muster.alert({ alertname: "HighLatency" });
        // The answer to an unclear send cannot be looked up: the page may come twice, but it comes.
        await muster.pass({ minutes: 5, seconds: 1 });
        expect((await ann.pages()).length).toBeGreaterThan(0);
        expect(await bob.press("acknowledge")).toMatch(/^You have INC-1/);
        await muster.alert({ alertname: "DiskFull" });
        await muster.settle();
        expect(await bob.command("mitigated 1 rolled back")).toContain("INC-1");
        expect(await bob.command("note 1 it was the cache")).toContain("INC-1");
        expect(await bob.command("resolve 1 it was the cache")).toContain("INC-1");
        await muster.settle();

        expect((await muster.incident(1))?.status).toBe("resolved");
        const cards = await muster.slack.texts("team-checkout");
        expect(cards).toContainEqual(expect.stringContaining("Resolved by Bob"));
        const reported = muster.log().flatMap((line) => {
          const { msg, part, key } = JSON.parse(line);
          return part === "slack-method" && msg === "impaired" ? [key] : [];
        });
        const asked = (await muster.slack.calls()).map(({ method = "" }) => method);
        const missed = lacking.filter((method) => asked.includes(method));
        expect(missed.length).toBeGreaterThan(1);
        expect(new Set(reported)).toEqual(new Set(missed));
        expect(reported).toHaveLength(missed.length);
        await annotate(`${missed.length} missing methods, each reported once`, "measured");
      },
    );
  },
);
