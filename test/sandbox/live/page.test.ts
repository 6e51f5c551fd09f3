import { describe, expect, it } from "vitest";
import { workbench } from "#test/sandbox/workbench.ts";

const HTML = { headers: { accept: "text/html,application/xhtml+xml" } };

describe("the page", () => {
  it("is shown to browsers under a strict policy, with its scripts and styles", async () => {
    const { sandbox } = await workbench();
    await sandbox.page();

    const page = await fetch(sandbox.url, HTML);

    const html = await page.text();
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(page.headers.get("cache-control")).toBe("no-store");
    const policy = page.headers.get("content-security-policy")?.split("; ") ?? [];
    expect(policy.toSorted()).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "img-src 'self' blob: data:",
      "script-src 'self'",
      "style-src 'self'",
    ]);
    const files = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, file]) => file);
    const types = await Promise.all(
      files.map(async (file) => {
        const { headers } = await fetch(sandbox.url + file);
        expect(headers.get("cache-control")).toContain("immutable");
        expect(headers.get("x-content-type-options")).toBe("nosniff");
        return headers.get("content-type");
      }),
    );
    expect(types).toContain("text/javascript; charset=utf-8");
    expect(types).toContain("text/css; charset=utf-8");
  }, 60_000);

  it("is a few lines of text for programs", async () => {
    const { sandbox } = await workbench();

    const answer = await fetch(sandbox.url);

    expect(answer.headers.get("content-type")).toContain("text/plain");
    expect(await answer.text()).toContain("This is a sandbox, not Slack");
  });

  it.each(["/assets/nothing.js", "/assets/..%2Findex.html", "/assets/..%2F..%2Fpackage.json"])(
    "has no file %s",
    async (path) => {
      const { sandbox } = await workbench();

      expect((await fetch(sandbox.url + path)).status).toBe(404);
    },
  );

  it("is where a message's permalink leads", async () => {
    const { client } = await workbench();
    const channel = "C0OPS000002";
    const { ts = "" } = await client.chat.postMessage({ channel, text: "x" });
    const reply = await client.chat.postMessage({ channel, text: "y", thread_ts: ts });
    const message_ts = reply.ts ?? "";
    const { permalink = "" } = await client.chat.getPermalink({ channel, message_ts });

    const answer = await fetch(permalink, { redirect: "manual" });

    expect(answer.headers.get("location")).toBe(
      `/#//channel/${channel}?ts=${message_ts}&thread=${ts}`,
    );
  });
});

it("is where a channel's link leads", async () => {
  const { sandbox } = await workbench();

  const answer = await fetch(`${sandbox.url}/archives/C0OPS000002`, { redirect: "manual" });

  expect(answer.headers.get("location")).toBe("/#//channel/C0OPS000002");
});

describe("what browsers get", () => {
  it.each(["/", "/_control/state", "/_control/changes", "/avatars/U0ANNA00001.svg"])(
    "may not be framed, guessed or used elsewhere: %s",
    async (path) => {
      const { sandbox } = await workbench();

      const { headers, body } = await fetch(sandbox.url + path);
      await body?.cancel();

      expect(Object.fromEntries(headers)).toMatchObject({
        "content-security-policy": expect.stringContaining("default-src 'none'"),
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
      });
    },
  );
});
