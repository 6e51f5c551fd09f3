import type { IncomingHttpHeaders } from "node:http";
import { parseJsonBody } from "#intake/alertmanager/json-body.ts";
import { isArgocd, readArgocd } from "./argocd.ts";
import { readGithub } from "./github.ts";
import { readGitlab } from "./gitlab.ts";
import { type Reading, readOwnForm } from "./own-form.ts";
import type { Telling } from "./told.ts";

/** What GitHub sends unless it is told to send JSON. */
const FORM_FIELD = "payload=";

/** What a delivery tells, in whichever of the forms it comes; its sender is known by its headers, Argo CD by its body. */
export function readServiceChanges(
  body: Uint8Array,
  headers: IncomingHttpHeaders,
  reading: Reading,
): Telling {
  const json = parseJsonBody(unwrap(body));
  if (json.kind === "unreadable") {
    return { kind: "bad", problems: [{ field: "the body", fix: `send JSON: ${json.reason}` }] };
  }
  const { "x-github-event": github, "x-gitlab-event": gitlab } = headers;
  if (typeof github === "string") return readGithub(github, json.value, reading.receivedAt);
  if (gitlab !== undefined) return readGitlab(json.value, reading.receivedAt);
  if (isArgocd(json.value)) return readArgocd(json.value, reading.receivedAt);
  return readOwnForm(json.value, reading);
}

function unwrap(body: Uint8Array): Uint8Array {
  const start = Buffer.from(body.subarray(0, FORM_FIELD.length)).toString();
  if (start !== FORM_FIELD) return body;
  const fields = new URLSearchParams(Buffer.from(body).toString());
  return Buffer.from(fields.get("payload") ?? "");
}
