import { describe, expect, it } from "vitest";
import { socketApp } from "#test/sandbox/app.ts";
import { rawApp } from "#test/sandbox/raw-app.ts";
import {
  ANNA,
  type Answer,
  BEN,
  type Bench,
  CHLOE,
  OPS,
  workbench,
} from "#test/sandbox/workbench.ts";

function label(text: string): object {
  return { type: "plain_text", text };
}

function input(block_id: string, element: object, more: object = {}): object {
  return { type: "input", block_id, label: label(block_id), element, ...more };
}

const SEVERITIES = ["SEV1", "SEV2"].map((value) => ({ text: label(value), value }));

const FORM = {
  type: "modal",
  callback_id: "form",
  private_metadata: "secret",
  notify_on_close: true,
  title: label("Declare"),
  submit: label("Declare"),
  blocks: [
    input("title", { type: "plain_text_input", action_id: "text", min_length: 3 }),
    input("severity", { type: "static_select", action_id: "level", options: SEVERITIES }),
    input("people", { type: "multi_users_select", action_id: "who" }, { optional: true }),
    input("mail", { type: "email_text_input", action_id: "address" }, { optional: true }),
  ],
};

const FILLED = { title: "Checkout is down", severity: "SEV1", people: ["ben", CHLOE] };

const NEXT = { ...FORM, title: label("Next"), callback_id: "next" };

type Form = { readonly bench: Bench; readonly view_id: string };

/** Anna has the form open; the app answers a submission with `reply`. */
async function openForm(reply: object = {}): Promise<Form> {
  const bench = await workbench();
  const app = await rawApp(bench, ({ payload }) =>
    payload.type === "view_submission" ? reply : {},
  );
  await bench.act("shortcut", { user: "anna", callback_id: "start" });
  const { trigger_id } = (await app.next("interactive"))["payload"];
  const opened = await bench.client.apiCall("views.open", { trigger_id, view: FORM });
  return { bench, view_id: (opened as Answer)["view"].id };
}

async function submit({ bench, view_id }: Form, values: object = FILLED): Promise<Answer> {
  return bench.act("submit", { user: "anna", view_id, values });
}

async function openViews({ bench }: Form): Promise<readonly string[]> {
  const views: Answer[] = (await bench.state())["views"][ANNA] ?? [];
  return views.map(({ title }) => title.text);
}

describe("submitting a modal", () => {
  it("sends the state in Slack's shape, expanded from short values", async () => {
    const form = await openForm();

    expect(await submit(form)).toEqual({ ok: true, ack: {} });

    const [delivery] = (await form.bench.log()).slice(-1);
    expect(delivery?.["payload"]).toMatchObject({
      type: "view_submission",
      user: { id: ANNA },
      view: {
        id: form.view_id,
        callback_id: "form",
        private_metadata: "secret",
        state: {
          values: {
            title: { text: { type: "plain_text_input", value: "Checkout is down" } },
            severity: { level: { type: "static_select", selected_option: SEVERITIES[0] } },
            people: { who: { type: "multi_users_select", selected_users: [BEN, CHLOE] } },
            mail: { address: { type: "email_text_input", value: null } },
          },
        },
      },
    });
    expect(await openViews(form)).toEqual([]);
  });

  it("takes values by block and action, and in Slack's own shape", async () => {
    const form = await openForm();

    await submit(form, {
      title: { text: "By action" },
      severity: { level: { selected_option: { value: "SEV2" } } },
    });

    const [delivery] = (await form.bench.log()).slice(-1);
    expect(delivery?.["payload"].view.state.values).toMatchObject({
      title: { text: { value: "By action" } },
      severity: { level: { selected_option: SEVERITIES[1] } },
    });
  });

  it("checks required fields, lengths and addresses before the app is asked", async () => {
    const form = await openForm();

    const answer = await submit(form, { title: "ab", mail: "nonsense" });

    expect(answer).toEqual({
      ok: false,
      error: "invalid_input",
      errors: {
        title: "Please enter at least 3 characters.",
        severity: "Please complete this required field.",
        mail: "Please enter a valid email address.",
      },
    });
    const submissions = (await form.bench.log()).filter(
      ({ payload }) => payload?.type === "view_submission",
    );
    expect(submissions).toEqual([]);
  });

  it("stays open and keeps what was typed when the app answers with errors", async () => {
    const reply = { response_action: "errors", errors: { title: "Too vague" } };
    const form = await openForm(reply);

    expect(await submit(form)).toEqual({ ok: true, ack: reply });

    expect(await openViews(form)).toEqual(["Declare"]);
    const [view] = (await form.bench.state())["views"][ANNA];
    expect(view.state.values.title.text.value).toBe("Checkout is down");
  });

  it.each([
    ["update", { response_action: "update", view: NEXT }, ["Next"]],
    ["push", { response_action: "push", view: NEXT }, ["Declare", "Next"]],
    ["clear", { response_action: "clear" }, []],
  ])("obeys the response action %s", async (_action, reply, views) => {
    const form = await openForm(reply);

    await submit(form);

    expect(await openViews(form)).toEqual(views);
  });

  it.each([
    [
      "a wrong view",
      { response_action: "update", view: { ...NEXT, title: label("x".repeat(25)) } },
    ],
    ["an error under no input", { response_action: "errors", errors: { elsewhere: "x" } }],
    ["an unknown action", { response_action: "explode" }],
  ])("tells the person of trouble after %s", async (_what, reply) => {
    const form = await openForm(reply);

    expect(await submit(form)).toMatchObject({
      ok: false,
      error: "We had some trouble connecting. Try again?",
    });
    expect(await openViews(form)).toEqual(["Declare"]);
  });

  it.each([
    [{ nowhere: "x" }, "block_not_found", "title, severity, people, mail"],
    [{ severity: "SEV9" }, "option_not_found", "SEV1, SEV2"],
  ])("refuses the values %j: %s", async (values, error, hint) => {
    const form = await openForm();

    expect(await submit(form, values)).toMatchObject({
      ok: false,
      error,
      message: expect.stringContaining(hint),
    });
  });

  it("is only for the view on top, and only for the one who sees it", async () => {
    const form = await openForm({ response_action: "push", view: NEXT });
    await submit(form);

    expect(await submit(form)).toMatchObject({ ok: false, error: "view_covered" });
    const other = { user: "ben", view_id: form.view_id, values: {} };
    expect(await form.bench.act("submit", other)).toMatchObject({ error: "view_not_found" });
  });
});

describe("closing a modal", () => {
  it("tells the app if it wants to know", async () => {
    const { bench, view_id } = await openForm();

    await bench.act("close", { user: "anna", view_id });

    await expect
      .poll(async () => (await bench.log()).at(-1)?.["payload"])
      .toMatchObject({ type: "view_closed", view: { id: view_id }, is_cleared: false });
    expect((await bench.state())["views"]).toEqual({});
  });
});

describe("a Bolt app with a modal", () => {
  it("opens it from a command, refuses, then accepts", async () => {
    const bench = await workbench();
    const { app, start } = socketApp(bench);
    app.command("/probe", async ({ ack, client, payload }) => {
      await ack();
      await client.apiCall("views.open", { trigger_id: payload.trigger_id, view: FORM });
    });
    app.view("form", async ({ ack, view, client, body }) => {
      const title = view.state.values["title"]?.["text"]?.value ?? "";
      if (title.length < 10) {
        await ack({ response_action: "errors", errors: { title: "Say more" } });
        return;
      }
      await ack();
      await client.chat.postMessage({ channel: OPS, text: `${title} by ${body.user.id}` });
    });
    await start();

    await bench.act("command", { user: "anna", channel: "ops", command: "/probe" });
    await expect.poll(async () => (await bench.state())["views"][ANNA]?.length).toBe(1);
    const view_id = (await bench.state())["views"][ANNA][0].id;
    const refused = await bench.act("submit", {
      user: "anna",
      view_id,
      values: { title: "Down", severity: "SEV1" },
    });
    await bench.act("submit", { user: "anna", view_id, values: { title: "Checkout is down" } });

    expect(refused["ack"]).toMatchObject({ errors: { title: "Say more" } });
    await expect
      .poll(async () => (await bench.channel("ops"))["messages"])
      .toMatchObject([{ text: `Checkout is down by ${ANNA}` }]);
  });
});
