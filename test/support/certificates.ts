import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const PROGRAM = "openssl";
const MISSING = `Tests of TLS need ${PROGRAM}: install Debian's ${PROGRAM}`;
const NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

/** Whether this machine can make certificates; where every test must run, that it cannot is an error. */
export function hasOpenssl(): boolean {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  if (folders.some((folder) => existsSync(path.join(folder, PROGRAM)))) return true;
  if (process.env["CI"] === "true") throw new Error(MISSING);
  process.stderr.write(`Skipped: ${MISSING}.\n`);
  return false;
}

/** Files in PEM. */
export type Signed = { readonly certificate: string; readonly key: string };
export type Authority = Signed & {
  /** Signs a certificate for a name, for a day. */
  readonly sign: (name: string) => Promise<Signed>;
};

/** Authorities that nobody else knows, in a folder that is gone afterwards. */
export async function makeAuthorities(
  ...names: readonly string[]
): Promise<{ readonly authorities: readonly Authority[]; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-certificates-"));
  const authorities = await Promise.all(names.map((name) => makeAuthority(folder, name)));
  return { authorities, remove: () => rm(folder, { recursive: true }) };
}

async function makeAuthority(folder: string, name: string): Promise<Authority> {
  const own = filesOf(folder, name);
  await openssl("req", "-x509", ...NEW_KEY, ...subject(name), ...filed(own), "-days", "1");
  async function sign(subjectName: string): Promise<Signed> {
    const files = filesOf(folder, `${name}-${subjectName}`);
    const request = `${files.certificate}.csr`;
    const alias = `${files.certificate}.cnf`;
    await writeFile(alias, `subjectAltName=DNS:${subjectName}`);
    await openssl(
      "req",
      ...NEW_KEY,
      ...subject(subjectName),
      ...filed({ ...files, certificate: request }),
    );
    const by = ["-CA", own.certificate, "-CAkey", own.key, "-CAcreateserial", "-days", "1"];
    await openssl(
      "x509",
      "-req",
      "-in",
      request,
      ...by,
      "-extfile",
      alias,
      "-out",
      files.certificate,
    );
    return files;
  }
  return { ...own, sign };
}

function filesOf(folder: string, name: string): Signed {
  return {
    certificate: path.join(folder, `${name}.pem`),
    key: path.join(folder, `${name}.key`),
  };
}

function subject(name: string): readonly string[] {
  return ["-subj", `/CN=${name}`];
}

function filed({ certificate, key }: Signed): readonly string[] {
  return ["-keyout", key, "-out", certificate];
}

async function openssl(...args: readonly string[]): Promise<void> {
  await promisify(execFile)(PROGRAM, args);
}
