import { describe, expect, it } from "vitest";
import type { HookSource } from "#intake/hook-routes.ts";
import { BODY, NEXT_TOKEN, post, startHookServer, TOKEN } from "#test/support/hook-server.ts";

describe("who may deliver", () => {
  it.each([
    ["Bearer", { authorization: `Bearer ${TOKEN}` }],
    ["the second valid token", { authorization: `Bearer ${NEXT_TOKEN}` }],
    ["Token", { authorization: `Token ${TOKEN}` }],
    ["a scheme in lower case", { authorization: `bearer ${TOKEN}` }],
    ["Basic with the source's user name", { authorization: basic("am", TOKEN) }],
  ])("takes a delivery with %s", async (_, headers) => {
    const server = await startHookServer();

    const response = await post(server, { headers });

    expect(response.status).toBe(200);
    expect(
      server.accepted.map(({ source, body }) => [source, Buffer.from(body).toString()]),
    ).toEqual([["prod", BODY]]);
  });

  it.each([
    ["nothing", { authorization: "" }],
    ["a wrong token", { authorization: "Bearer wrong" }],
    ["a prefix of the token", { authorization: `Bearer ${TOKEN.slice(0, -1)}` }],
    ["a wrong user name", { authorization: basic("root", TOKEN) }],
    ["a wrong password", { authorization: basic("am", "wrong") }],
    ["Basic that is no Base64", { authorization: "Basic %%%" }],
    ["another scheme", { authorization: `Digest ${TOKEN}` }],
  ])(
    "answers 401 to %s, reads no body and tells the app",
    { tags: ["I01"] },
    async (_, headers) => {
      const server = await startHookServer();

      const response = await post(server, { headers, body: "not even JSON" });

      expect(response.status).toBe(401);
      expect(response.headers.get("www-authenticate")).toContain("Bearer");
      expect(server.accepted).toEqual([]);
      expect(server.quarantined).toEqual([]);
      expect(server.refusals).toMatchObject([{ source: "prod", reason: "unauthorized" }]);
    },
  );

  it("takes a token in the path and never logs it", async () => {
    const server = await startHookServer();

    const right = await post(server, {
      path: `/hooks/prod/${TOKEN}`,
      headers: { authorization: "" },
    });
    const wrong = await post(server, {
      path: "/hooks/prod/wr0ng-token",
      headers: { authorization: "" },
    });

    expect([right.status, wrong.status]).toEqual([200, 401]);
    expect(server.lines.join("")).not.toContain(TOKEN);
    expect(server.lines.join("")).not.toContain("wr0ng-token");
  });

  it("answers 401 to a token in the query string", { tags: ["I02"] }, async () => {
    const server = await startHookServer();

    const response = await post(server, {
      path: `/hooks/prod?token=${TOKEN}`,
      headers: { authorization: "" },
    });

    expect(response.status).toBe(401);
  });

  it("lets nobody in when a source has no token", async () => {
    const locked = { ...alertmanager("prod"), tokens: [] };
    const server = await startHookServer({ sources: () => [locked] });

    expect((await post(server)).status).toBe(401);
    expect((await post(server, { headers: { authorization: "Bearer " } })).status).toBe(401);
  });
});

describe("which source is meant", () => {
  it.each([
    ["the only Alertmanager", ["prod"], 200, ["prod"]],
    ["the one of that name", ["prod", "alertmanager"], 200, ["alertmanager"]],
    ["none when there are two", ["prod", "staging"], 404, []],
    ["none when there is none", [], 404, []],
  ])("takes /hooks/alertmanager for %s", async (_, ids, status, stored) => {
    const server = await startHookServer({ sources: () => ids.map(alertmanager) });

    const response = await post(server, { path: "/hooks/alertmanager" });

    expect(response.status).toBe(status);
    expect(server.accepted.map((delivery) => delivery.source)).toEqual(stored);
  });

  it("follows a change of the sources", async () => {
    const sources = [alertmanager("old")];
    const server = await startHookServer({ sources: () => sources });

    sources.splice(0, 1, alertmanager("new"));

    expect((await post(server, { path: "/hooks/old" })).status).toBe(404);
    expect((await post(server, { path: "/hooks/new" })).status).toBe(200);
  });
});

function basic(user: string, password: string): string {
  return `Basic ${btoa(`${user}:${password}`)}`;
}

function alertmanager(id: string): HookSource {
  return { id, type: "alertmanager", username: "am", tokens: [TOKEN] };
}
