import { describe, expect, it, onTestFinished } from "vitest";
import { connect, notice, SECRETS, sendBy, testNotice } from "#test/support/notices.ts";
import { silentPort } from "#test/support/silent-port.ts";
import { startWebhookReceiver, type WebhookReceiver } from "#test/support/webhook-receiver.ts";
import { WEBHOOK } from "#ways/webhook.ts";

const WEBHOOK_SET_UP = { webhook: { secret: "WAYS_SECRET" } };

async function receiver(): Promise<WebhookReceiver> {
  const server = await startWebhookReceiver(SECRETS["WAYS_SECRET"] ?? "");
  onTestFinished(server.stop);
  return server;
}

describe("a webhook", () => {
  it("is posted as signed JSON, with where to acknowledge", async () => {
    const server = await receiver();

    const result = await sendBy(connect(WEBHOOK, WEBHOOK_SET_UP), `${server.url}/page?key=k`);

    expect(result).toEqual({ kind: "sent", reference: null });
    const [posted] = server.received;
    expect(posted).toMatchObject({ path: "/page?key=k", isSigned: true });
    expect(posted?.headers).toMatchObject({ "idempotency-key": "attempt-7" });
    expect(JSON.parse(posted?.body ?? "")).toEqual({
      version: 1,
      kind: "page",
      id: "attempt-7",
      incident: expect.objectContaining({ id: 12, name: "INC-12", severity: "SEV1" }),
      others: [],
      unnamed: 0,
      why: "level 1",
      mayBeDouble: false,
      acknowledge: { method: "POST", url: notice().acknowledgeUrl },
    });
  });

  it("says of a test page that it is one", async () => {
    const server = await receiver();

    await sendBy(connect(WEBHOOK, WEBHOOK_SET_UP), server.url, testNotice());

    expect(JSON.parse(server.received[0]?.body ?? "")).toMatchObject({
      kind: "test",
      incident: null,
    });
  });

  it.each([
    [400, false],
    [404, false],
    [408, true],
    [410, false],
    [429, true],
    [500, true],
    [503, true],
  ])("that answers %i is asked again: %s", async (status, again) => {
    const server = await receiver();
    server.answer(status);

    expect(await sendBy(connect(WEBHOOK, WEBHOOK_SET_UP), server.url)).toEqual({
      kind: "failed",
      reason: `the webhook answered ${status}`,
      again,
    });
  });

  it("is not followed to where it redirects", async () => {
    const [server, other] = [await receiver(), await receiver()];
    server.answer(307, { Location: other.url });

    expect(await sendBy(connect(WEBHOOK, WEBHOOK_SET_UP), server.url)).toMatchObject({
      kind: "failed",
      again: false,
    });
    expect(other.received).toEqual([]);
  });

  it("is asked again when it cannot be reached, or is called off", async () => {
    const transport = connect(WEBHOOK, WEBHOOK_SET_UP);
    const stop = new AbortController();
    const hanging = transport?.send(
      `http://127.0.0.1:${await silentPort()}`,
      notice(),
      stop.signal,
    );
    stop.abort();
    const closed = await receiver();
    await closed.stop();

    expect(await sendBy(transport, closed.url)).toMatchObject({ again: true, unclear: false });
    expect(await hanging).toMatchObject({ again: true, unclear: true });
  });
});
