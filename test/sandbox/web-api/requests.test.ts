import { describe, expect, it } from "vitest";
import {
  ANNA,
  type Answer,
  call,
  clientFor,
  errorOf,
  OPS,
  workbench,
} from "#test/sandbox/workbench.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded" };

async function json(response: Response): Promise<Answer> {
  return (await response.json()) as Answer;
}

describe("reading a request", () => {
  it("takes arguments from a form, JSON, the query or a multipart body", async () => {
    const bench = await workbench();
    const multipart = new FormData();
    multipart.set("channel", OPS);
    multipart.set("text", "multipart");

    const answers = [
      await call(bench, "chat.postMessage", { headers: FORM, body: `channel=${OPS}&text=form` }),
      await call(bench, "chat.postMessage", {
        headers: { "content-type": "application/json; charset=utf-8" },
        body: JSON.stringify({ channel: OPS, text: "json" }),
      }),
      await call(bench, "chat.postMessage", { query: `?channel=${OPS}&text=query` }),
      await call(bench, "chat.postMessage", { method: "GET", query: `?channel=${OPS}&text=get` }),
      await call(bench, "chat.postMessage", { body: multipart }),
    ];

    const texts = await Promise.all(answers.map(async (answer) => (await json(answer))["message"]));
    expect(texts.map((message) => message.text)).toEqual([
      "form",
      "json",
      "query",
      "get",
      "multipart",
    ]);
  });

  it("ignores a JSON body where the method reads forms only", async () => {
    const bench = await workbench();

    const answer = await call(bench, "conversations.info", {
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify({ channel: OPS }),
    });

    expect(await json(answer)).toMatchObject({
      error: "invalid_arguments",
      response_metadata: { messages: ["[ERROR] missing required field: channel"] },
    });
  });

  it.each([
    ["application/json; charset=utf-8", "{nonsense", "invalid_json"],
    ["application/json; charset=utf-8", "[1]", "json_not_object"],
    ["text/csv", "a,b", "invalid_post_type"],
    ["multipart/form-data", "no boundary", "invalid_form_data"],
  ])("refuses %s with the body %s", async (type, body, error) => {
    const bench = await workbench();

    const answer = await call(bench, "auth.test", { headers: { "content-type": type }, body });

    expect(await json(answer)).toMatchObject({ ok: false, error });
  });

  it.each([
    ["application/json", "{}", "missing_charset"],
    ["application/x-www-form-urlencoded; charset=utf-8", "a=b", "superfluous_charset"],
  ])("warns about the charset of %s", async (type, body, warning) => {
    const bench = await workbench();

    const answer = await call(bench, "auth.test", { headers: { "content-type": type }, body });

    expect(await json(answer)).toMatchObject({
      ok: true,
      warning,
      response_metadata: { warnings: [warning] },
    });
  });

  it("refuses blocks that are no JSON, in the words of the method", async () => {
    const { client } = await workbench();

    expect(await errorOf(client.apiCall("chat.postMessage", { channel: OPS, blocks: "[{" }))).toBe(
      "invalid_blocks_format",
    );
    expect(await errorOf(client.apiCall("views.publish", { user_id: ANNA, view: "{" }))).toBe(
      "invalid_arguments",
    );
  });

  it("ignores team_id, which Bolt adds to every call", async () => {
    const { client } = await workbench();

    const answer = await client.apiCall("conversations.info", { channel: OPS, team_id: "T1" });

    expect(answer).toMatchObject({ ok: true, channel: { name: "ops" } });
  });

  it("answers unknown methods with 200", async () => {
    const bench = await workbench();

    const answer = await call(bench, "chat.shout");

    expect(answer.status).toBe(200);
    expect(await json(answer)).toMatchObject({ ok: false, error: "unknown_method" });
  });
});

describe("tokens and scopes", () => {
  it.each([
    ["no token", {}, "not_authed"],
    ["an unknown token", { authorization: "Bearer xoxb-other" }, "invalid_auth"],
  ])("refuses %s", async (_name, headers, error) => {
    const { sandbox } = await workbench();

    const answer = await fetch(`${sandbox.apiUrl}auth.test`, { method: "POST", headers });

    expect(await json(answer)).toMatchObject({ ok: false, error });
  });

  it("takes the token argument when there is no header, but not to open a connection", async () => {
    const { sandbox } = await workbench();
    async function post(method: string, token: string): Promise<Answer> {
      const body = `token=${token}`;
      const init = { method: "POST", headers: FORM, body };
      return json(await fetch(`${sandbox.apiUrl}${method}`, init));
    }

    expect(await post("auth.test", sandbox.botToken)).toMatchObject({ ok: true, user: "probe" });
    const connection = await post("apps.connections.open", sandbox.appToken);
    expect(connection).toMatchObject({ ok: false, error: "not_authed" });
  });

  it("keeps bot and app tokens apart", async () => {
    const { sandbox, client } = await workbench();

    expect(await errorOf(client.apps.connections.open())).toBe("not_allowed_token_type");
    expect(await errorOf(clientFor(sandbox, sandbox.appToken).auth.test())).toBe(
      "not_allowed_token_type",
    );
  });

  it("names the scope that is missing and those that are there", async () => {
    const { client } = await workbench({ withoutScopes: ["bookmarks:write"] });

    const refused = client.bookmarks.add({
      channel_id: OPS,
      title: "Runbook",
      type: "link",
      link: "https://example.com",
    });

    await expect(refused).rejects.toMatchObject({
      data: {
        error: "missing_scope",
        needed: "bookmarks:write",
        provided: expect.stringContaining("chat:write"),
      },
    });
  });

  it.each([
    ["a public channel", "ops", "channels:read"],
    ["a private channel", "vault", "groups:read"],
  ])("asks for the scope that fits %s", async (_kind, name, scope) => {
    const bench = await workbench({ withoutScopes: [scope] });
    const { id } = await bench.channel(name);

    await expect(bench.client.conversations.info({ channel: id })).rejects.toMatchObject({
      data: { error: "missing_scope", needed: scope },
    });
  });

  it("tells the granted and the accepted scopes in headers", async () => {
    const bench = await workbench();

    const answer = await call(bench, "pins.list", { query: `?channel=${OPS}` });

    expect(answer.headers.get("x-oauth-scopes")?.split(",")).toContain("chat:write.public");
    expect(answer.headers.get("x-accepted-oauth-scopes")).toBe("pins:read");
    expect(answer.headers.get("x-slack-req-id")).toBeTruthy();
  });
});
