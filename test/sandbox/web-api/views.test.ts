import { describe, expect, it } from "vitest";
import { rawApp } from "#test/sandbox/raw-app.ts";
import {
  ANNA,
  type Answer,
  type Bench,
  errorOf,
  section,
  workbench,
} from "#test/sandbox/workbench.ts";

function modal(more: object = {}): Answer {
  return {
    type: "modal",
    title: { type: "plain_text", text: "Title" },
    blocks: [section("Hello")],
    ...more,
  };
}

const HOME = { type: "home", blocks: [section("Home")] };

/** Anna uses the global shortcut; her trigger comes back. */
async function trigger(bench: Bench): Promise<string> {
  const app = await rawApp(bench);
  await bench.act("shortcut", { user: "anna", callback_id: "start" });
  app.close();
  return app.received.at(-1)?.["payload"].trigger_id;
}

async function opened(bench: Bench, more: object = {}): Promise<Answer> {
  const view = modal(more);
  const answer = await bench.client.apiCall("views.open", {
    trigger_id: await trigger(bench),
    view,
  });
  return (answer as Answer)["view"];
}

describe("a trigger", () => {
  it("opens one view within three seconds, for the person it came from", async () => {
    const bench = await workbench();
    const trigger_id = await trigger(bench);
    bench.clock.advance(3000);

    await bench.client.apiCall("views.open", { trigger_id, view: modal() });

    expect((await bench.state())["views"]).toMatchObject({ [ANNA]: [{ type: "modal" }] });
    const again = bench.client.apiCall("views.open", { trigger_id, view: modal() });
    expect(await errorOf(again)).toBe("exchanged_trigger_id");
  });

  it("expires after three seconds", async () => {
    const bench = await workbench();
    const trigger_id = await trigger(bench);
    bench.clock.advance(3001);

    const late = bench.client.apiCall("views.open", { trigger_id, view: modal() });

    expect(await errorOf(late)).toBe("expired_trigger_id");
  });

  it("never expires when relaxed, and is still good for one view only", async () => {
    const bench = await workbench({ triggerSeconds: "relaxed" });
    const trigger_id = await trigger(bench);
    bench.clock.advance(86_400_000);

    await bench.client.apiCall("views.open", { trigger_id, view: modal() });

    const again = bench.client.apiCall("views.open", { trigger_id, view: modal() });
    expect(await errorOf(again)).toBe("exchanged_trigger_id");
  });

  it("cannot be made up", async () => {
    const { client } = await workbench();

    const forged = client.apiCall("views.open", { trigger_id: "1.2.abc", view: modal() });

    expect(await errorOf(forged)).toBe("invalid_trigger_id");
  });
});

describe("modals", () => {
  it("are checked, with pointers into the view", async () => {
    const bench = await workbench();
    const view = modal({ title: { type: "plain_text", text: "x".repeat(25) } });

    const refused = bench.client.apiCall("views.open", { trigger_id: await trigger(bench), view });

    const line = "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]";
    await expect(refused).rejects.toMatchObject({
      data: {
        error: "invalid_arguments",
        response_metadata: { messages: expect.arrayContaining([line]) },
      },
    });
  });

  it("stack three deep, each knowing the one below", async () => {
    const bench = await workbench();
    const first = await opened(bench);
    async function push(): Promise<Answer> {
      const given = { trigger_id: await trigger(bench), view: modal() };
      return bench.client.apiCall("views.push", given);
    }

    const { view: second } = await push();
    const { view: third } = await push();

    expect(second).toMatchObject({ previous_view_id: first["id"], root_view_id: first["id"] });
    expect(third).toMatchObject({ previous_view_id: second.id, root_view_id: first["id"] });
    expect(await errorOf(push())).toBe("push_limit_reached");
  });

  it("update by id or external id, while the hash is the present one", async () => {
    const { client, ...bench } = await workbench();
    const view = await opened({ client, ...bench }, { external_id: "mine" });
    const change = { view: modal({ external_id: "mine" }) };

    const updated = (await client.apiCall("views.update", {
      ...change,
      view_id: view["id"],
      hash: view["hash"],
    })) as Answer;
    await client.apiCall("views.update", { ...change, external_id: "mine" });

    expect(updated["view"].hash).not.toBe(view["hash"]);
    const stale = client.apiCall("views.update", {
      ...change,
      view_id: view["id"],
      hash: view["hash"],
    });
    expect(await errorOf(stale)).toBe("hash_conflict");
    const gone = client.apiCall("views.update", { ...change, view_id: "V0NOWHERE00" });
    expect(await errorOf(gone)).toBe("not_found");
  });

  it("do not share an external id", async () => {
    const bench = await workbench();
    await opened(bench, { external_id: "mine" });
    const view = modal({ external_id: "mine" });

    const twin = bench.client.apiCall("views.push", { trigger_id: await trigger(bench), view });

    expect(await errorOf(twin)).toBe("duplicate_external_id");
  });
});

describe("homes", () => {
  it("are published per person, with a hash against overwriting", async () => {
    const bench = await workbench();
    function publish(more: object = {}): Promise<unknown> {
      return bench.client.apiCall("views.publish", { user_id: ANNA, view: HOME, ...more });
    }

    const { view: first } = (await publish()) as Answer;
    const { view: second } = (await publish({ hash: first.hash })) as Answer;

    expect(second).toMatchObject({ id: first.id, type: "home" });
    expect((await bench.state())["homes"]).toMatchObject({ [ANNA]: { hash: second.hash } });
    expect(await errorOf(publish({ hash: first.hash }))).toBe("hash_conflict");
    expect(await errorOf(publish({ view: modal() }))).toBe("invalid_arguments");
    expect(await errorOf(publish({ user_id: "U0NOBODY000" }))).toBe("user_not_found");
  });

  it("need the Home tab", async () => {
    const manifest = new URL("../manifest-without-tabs.yml", import.meta.url).pathname;
    const { client } = await workbench({ manifest });

    const published = client.apiCall("views.publish", { user_id: ANNA, view: HOME });

    expect(await errorOf(published)).toBe("not_enabled");
  });
});

describe("blocks.validate", () => {
  it("says what is wrong, or nothing", async () => {
    const { client } = await workbench();

    await client.apiCall("blocks.validate", { blocks: [section("fine")] });

    const wrong = client.apiCall("blocks.validate", { blocks: [section("x".repeat(3001))] });
    await expect(wrong).rejects.toMatchObject({
      data: { error: "invalid_blocks", errors: expect.arrayContaining([expect.any(Object)]) },
    });
    const both = { blocks: [section("x")], view: modal() };
    expect(await errorOf(client.apiCall("blocks.validate", both))).toBe("invalid_arguments");
  });
});
