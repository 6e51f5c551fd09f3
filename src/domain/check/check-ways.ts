import type { Configuration } from "#domain/configuration/configuration.ts";
import { type Problem, warningAt } from "#domain/configuration/finding.ts";
import { isThisMachine } from "#domain/this-machine.ts";

/** What the ways to reach people cannot do as long as nobody outside can reach us. */
export function checkWays({ ways, publicUrl }: Configuration): readonly Problem[] {
  const missing = [
    ...(ways.mail === undefined ? [] : ["mails carry no link to acknowledge"]),
    ...(ways.twilio === undefined ? [] : ["calls and text messages cannot be answered"]),
    ...(ways.webhook === undefined ? [] : ["webhooks carry no address to acknowledge at"]),
  ];
  if (missing.length === 0) return [];
  if (publicUrl === undefined) {
    const message = `publicUrl is not set: ${missing.join(", ")}`;
    const fix = "set publicUrl to the https address by which this server is reached from outside";
    return [warningAt(["ways"], message, fix)];
  }
  return readableOnTheWay(publicUrl);
}

function readableOnTheWay(publicUrl: string): readonly Problem[] {
  if (!/^http:/i.test(publicUrl)) return [];
  const isHere = isThisMachine(new URL(publicUrl).hostname);
  const message = isHere
    ? "publicUrl leads to the reader's own machine: nobody else can acknowledge by it"
    : "publicUrl is not https: whoever sees the traffic can acknowledge in another's name";
  const fix = "put a proxy with TLS in front, and give its https address";
  return [warningAt(["publicUrl"], message, fix)];
}
