import { createHash, timingSafeEqual } from "node:crypto";

/** What a sender must know: one of the tokens, alone or as the password of the user name. */
export type Secrets = { readonly username: string; readonly tokens: readonly string[] };

export type Presented = {
  readonly authorization: string | undefined;
  readonly pathToken: string | undefined;
};

type Credentials = { readonly username: string | null; readonly token: string };

/** Whether a request shows a valid secret: Bearer, Token, Basic, or in the path. */
export function isAuthentic(secrets: Secrets, presented: Presented): boolean {
  const shown = [fromHeader(presented.authorization), fromPath(presented.pathToken)];
  return shown.some((credentials) => credentials !== null && isValid(secrets, credentials));
}

function isValid(secrets: Secrets, { username, token }: Credentials): boolean {
  const known = secrets.tokens.filter((valid) => isSame(valid, token)).length > 0;
  return known && (username === null || isSame(secrets.username, username));
}

/** Digests have one length and nothing of the secret, so the time taken tells nothing. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function fromPath(token: string | undefined): Credentials | null {
  return token === undefined ? null : { username: null, token };
}

function fromHeader(header: string | undefined): Credentials | null {
  const [, scheme, value] = /^(Bearer|Token|Basic) +(\S+) *$/i.exec(header ?? "") ?? [];
  if (scheme === undefined || value === undefined) return null;
  return scheme.toLowerCase() === "basic" ? fromBasic(value) : { username: null, token: value };
}

function fromBasic(encoded: string): Credentials | null {
  const [, username, token] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, "base64").toString()) ?? [];
  return username === undefined || token === undefined ? null : { username, token };
}
