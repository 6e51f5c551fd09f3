import { z } from "zod";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { isThisMachine } from "#domain/this-machine.ts";
import type { AddressReading } from "#domain/way.ts";
import { mailHtml, mailText } from "./mail-body.ts";
import { headline } from "./notice-words.ts";
import type { PageNotice, TroubleNotice, Way, WayResult } from "./way.ts";

const TIMEOUT_MS = 10_000;

type Server = NonNullable<Configuration["ways"]["mail"]>;

type Mail = {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly priority: "normal" | "high";
};

type Sending = {
  readonly server: Server;
  readonly password: string | null;
  readonly to: string;
  readonly mail: Mail;
  readonly signal: AbortSignal;
};

/** What the library throws: the server's answer as a number, or a word for what went wrong before. */
const MailError = z.object({ code: z.string().optional(), responseCode: z.number().optional() });

/** The connection came to nothing somewhere; the library does not say whether the mail was through. */
const UNCLEAR: ReadonlySet<string | undefined> = new Set(["ETIMEDOUT", "ECONNECTION"]);

const HOPELESS: ReadonlyMap<string | undefined, string> = new Map([
  ["EAUTH", "the mail server does not accept the user name and password"],
  ["ETLS", "the mail server offers no safe connection"],
]);

/** An e-mail with a link to acknowledge; the slowest way, and the one that everybody has. */
export const MAIL: Way = {
  kind: "mail",
  label: "E-mail",
  by: "e-mail",
  done: "sent an e-mail",
  asks: {
    label: "E-mail address",
    placeholder: "ann@example.com",
    hint: "It carries a link to acknowledge; it wakes nobody.",
  },
  after: { high: 5, low: 0 },
  readAddress,
  mask: (address) => address.replace(/^(.).*@/, "$1…@"),
  connect: ({ configuration, secret }) => {
    const server = configuration.ways.mail;
    if (server === undefined) return null;
    const password = server.password === undefined ? null : secret(server.password);
    if (server.password !== undefined && password === null) return null;
    const sending = { server, password };
    return {
      send: (to, notice, signal) => send({ ...sending, to, mail: pageMail(notice), signal }),
      tell: (to, trouble, signal) => send({ ...sending, to, mail: troubleMail(trouble), signal }),
    };
  },
};

function readAddress(typed: string): AddressReading {
  const read = z.email().max(254).safeParse(typed.trim());
  if (read.success) return { ok: true, address: read.data };
  return { ok: false, problem: "Give an e-mail address, such as ann@example.com." };
}

function pageMail(notice: PageNotice): Mail {
  return {
    id: notice.id,
    subject: headline(notice),
    text: mailText(notice),
    html: mailHtml(notice),
    priority: notice.isTest ? "normal" : "high",
  };
}

function troubleMail({ id, headline: subject, paragraphs }: TroubleNotice): Mail {
  return { id, subject, text: `${paragraphs.join("\n\n")}\n`, priority: "high" };
}

async function send({ server, password, to, mail, signal }: Sending): Promise<WayResult> {
  // Loaded when it is first needed, so that the start does not wait for it.
  const { createTransport } = await import("nodemailer");
  const transport = createTransport(settingsOf(server, password));
  const { id, ...content } = mail;
  try {
    const sent = await transport.sendMail({
      from: server.from,
      to: { name: "", address: to },
      ...content,
      messageId: messageId(server.from, id),
      signal,
      headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    });
    return { kind: "sent", reference: sent.messageId };
  } catch (error) {
    return mailFailure(error);
  } finally {
    transport.close();
  }
}

function settingsOf({ host, port, secure, username }: Server, password: string | null) {
  return {
    host,
    port,
    secure,
    ...(username !== undefined &&
      password !== null && { auth: { user: username, pass: password } }),
    requireTLS: !secure && password !== null && !isThisMachine(host),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** The same when it is sent again, so that mailboxes show it once. */
function messageId(from: string, id: string): string {
  const [, domain = "muster.invalid"] = /@([^\s<>@]+?)>?$/.exec(from) ?? [];
  return `<muster-${id.replaceAll(/[^\w-]/g, "-")}@${domain}>`;
}

/** Without the server's own words, which repeat the address. */
function mailFailure(error: unknown): WayResult {
  const { code, responseCode } = MailError.safeParse(error).data ?? {};
  const trouble = HOPELESS.get(code);
  if (trouble !== undefined && (responseCode ?? 500) >= 500) {
    return { kind: "failed", reason: trouble, again: false };
  }
  if (responseCode === undefined) {
    const reason = `the mail server cannot be reached (${code ?? "the connection failed"})`;
    return { kind: "failed", reason, again: true, unclear: UNCLEAR.has(code) };
  }
  const again = responseCode < 500;
  const does = again ? "cannot take it now" : "refused it";
  return { kind: "failed", reason: `the mail server ${does} (${responseCode})`, again };
}
