import { describe, expect, it, onTestFinished } from "vitest";
import { connect, notice, SECRETS, sendBy, testNotice } from "#test/support/notices.ts";
import { silentPort } from "#test/support/silent-port.ts";
import { startWebhookReceiver, type WebhookReceiver } from "#test/support/webhook-receiver.ts";
import { lookupIn, mayReach } from "#ways/public-addresses.ts";
import { WEBHOOK } from "#ways/webhook.ts";

const WEBHOOK_SET_UP = {
  webhook: { secret: "WAYS_SECRET", privateNetworks: ["127.0.0.1"] },
};

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

  it("is not posted to where only Muster's machine reaches, unless that is allowed", async () => {
    const server = await receiver();
    const { port } = new URL(server.url);
    const closed = connect(WEBHOOK, { webhook: { secret: "WAYS_SECRET" } });
    const inside = [server.url, `http://localhost:${port}`, `http://[::ffff:127.0.0.1]:${port}`];

    for (const address of inside) {
      expect(await sendBy(closed, address)).toEqual({
        kind: "failed",
        reason: expect.stringContaining("ways.webhook.privateNetworks"),
        again: false,
      });
    }
    expect(server.received).toEqual([]);
    expect(await sendBy(connect(WEBHOOK, WEBHOOK_SET_UP), inside[1] ?? "")).toMatchObject({
      kind: "sent",
    });
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

describe("an address that is not public", () => {
  it.each(
    `0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.255.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.168.1.1
    198.18.0.1 224.0.0.1 255.255.255.255 :: ::1 fc00::1 fd12::1 fe80::1 fec0::1 ff02::1 ::ffff:10.0.0.1
    ::ffff:a00:1 64:ff9b::a00:1 64:ff9b:1::a00:1 ::7f00:1 ::ffff:0:a00:1 2002:a00:1:: 2001::1`.split(
      /\s+/,
    ),
  )("is %s", (address) => {
    expect(mayReach(address, [])).toBe(false);
    expect(mayReach(address, [address])).toBe(true);
  });

  it.each([
    "8.8.8.8",
    "172.32.0.1",
    "100.128.0.1",
    "::ffff:8.8.8.8",
    "2606:4700::1111",
    "2001:db9::1",
  ])("is not %s", (address) => {
    expect(mayReach(address, [])).toBe(true);
  });

  it("is not connected to under a name either, which may stand for several", () => {
    const asked: unknown[] = [];
    const found = [
      { address: "10.0.0.1", family: 4 },
      { address: "203.0.113.7", family: 4 },
    ];
    function connectTo(name: string, addresses: readonly { address: string; family: number }[]) {
      const look = lookupIn([], (_, __, done) => done(null, [...addresses]));
      look(name, { all: true }, (error, usable) => asked.push(error?.code ?? usable));
      look(name, { all: false }, (error, usable) => asked.push(error?.code ?? usable));
    }

    connectTo("pager.example", found);
    connectTo("inside.example", found.slice(0, 1));

    expect(asked).toEqual([found.slice(1), "203.0.113.7", "ENOTPUBLIC", "ENOTPUBLIC"]);
  });
});
