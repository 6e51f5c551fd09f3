import { describe, expect, it, onTestFinished } from "vitest";
import { connect, notice, sendBy, testNotice } from "#test/support/notices.ts";
import { silentPort } from "#test/support/silent-port.ts";
import { type FakeSmtp, type SmtpLogin, startFakeSmtp } from "#test/support/smtp-server.ts";
import { MAIL } from "#ways/mail.ts";

const FROM = "Muster <muster@acme.example>";
const TO = "ann@home.example";

async function smtp(login: SmtpLogin | null = null): Promise<FakeSmtp> {
  const server = await startFakeSmtp(login);
  onTestFinished(server.stop);
  return server;
}

function mailBy(port: number, more: object = {}): ReturnType<typeof connect> {
  return connect(MAIL, { mail: { host: "127.0.0.1", port, from: FROM, ...more } });
}

describe("e-mail", () => {
  it("arrives with text and HTML, and asks machines for no answer", async () => {
    const server = await smtp();

    const result = await sendBy(mailBy(server.port), TO);

    expect(result).toEqual({ kind: "sent", reference: "<muster-attempt-7@acme.example>" });
    const [mail] = server.received;
    expect(mail).toMatchObject({ from: "muster@acme.example", to: [TO], user: null });
    expect(Object.fromEntries(mail?.headers ?? [])).toMatchObject({
      from: FROM,
      to: TO,
      subject: "[SEV1] Checkout answers every second request with 500 · INC-12",
      "auto-submitted": "auto-generated",
      "x-auto-response-suppress": "All",
      importance: "High",
      "message-id": "<muster-attempt-7@acme.example>",
    });
    expect([...(mail?.parts.keys() ?? [])]).toEqual(["text/plain", "text/html"]);
    expect(mail?.parts.get("text/plain")).toContain(`Acknowledge: ${notice().acknowledgeUrl}`);
    expect(mail?.parts.get("text/html")).toContain(`href="${notice().acknowledgeUrl}"`);
  });

  it("logs in when it is told how", async () => {
    const server = await smtp({ user: "muster", password: "smtp-password" });
    const login = { username: "muster", password: "SMTP_PASSWORD" };

    expect(await sendBy(mailBy(server.port, login), TO, testNotice())).toMatchObject({
      kind: "sent",
    });
    expect(server.received).toMatchObject([{ user: "muster" }]);
  });

  it("is not tried again when the login is wrong", async () => {
    const server = await smtp({ user: "muster", password: "another" });
    const login = { username: "muster", password: "SMTP_PASSWORD" };

    expect(await sendBy(mailBy(server.port, login), TO)).toEqual({
      kind: "failed",
      reason: "the mail server does not accept the user name and password",
      again: false,
    });
  });

  it.each([
    [450, { reason: "the mail server cannot take it now (450)", again: true }],
    [421, { reason: "the mail server cannot take it now (421)", again: true }],
    [550, { reason: "the mail server refused it (550)", again: false }],
  ])(
    "that is answered with %i says whether to try again, and not to whom",
    async (code, failure) => {
      const server = await smtp();
      server.refuse(code);

      expect(await sendBy(mailBy(server.port), TO)).toEqual({ kind: "failed", ...failure });
    },
  );

  it("is tried again when nobody listens", async () => {
    expect(await sendBy(mailBy(1), TO)).toMatchObject({ kind: "failed", again: true });
  });

  it("is given up when it is called off, and may be tried again", async () => {
    const stop = new AbortController();
    const sending = mailBy(await silentPort())?.send(TO, notice(), stop.signal);
    stop.abort();

    expect(await sending).toMatchObject({ kind: "failed", again: true });
  });

  it("shows no password where anybody can read along", async () => {
    const server = await smtp({ user: "muster", password: "smtp-password" });
    const login = { username: "muster", password: "SMTP_PASSWORD", host: "0.0.0.0" };

    expect(await sendBy(mailBy(server.port, login), TO)).toEqual({
      kind: "failed",
      reason: "the mail server offers no safe connection",
      again: false,
    });
    expect(server.received).toEqual([]);
  });
});
