import { appendFile, copyFile, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prometheusAccess } from "#app/prometheus-access.ts";
import { PrometheusServer } from "#domain/configuration/prometheus-configuration.ts";
import { createPrometheus, type Prometheus } from "#prometheus/client/prometheus.ts";
import {
  type Authority,
  hasOpenssl,
  makeAuthorities,
  type Signed,
} from "#test/support/certificates.ts";

const NAME = "prometheus.internal";
const ANSWER = '{"status":"success","data":{"resultType":"scalar","result":[1,"42"]}}';

type Seen = { readonly authorization: string | undefined; readonly client: string | undefined };

describe.skipIf(!hasOpenssl())("a Prometheus with a certificate of its own", () => {
  let ours: Authority;
  let stranger: Authority;
  let server: Signed;
  let client: Signed;
  let foreign: Signed;
  let remove: () => Promise<void>;
  let open: Listening;
  let strict: Listening;

  beforeAll(async () => {
    const made = await makeAuthorities("ours", "stranger");
    [ours, stranger] = made.authorities as [Authority, Authority];
    ({ remove } = made);
    [server, client, foreign] = await Promise.all([
      ours.sign(NAME),
      ours.sign("muster"),
      stranger.sign("muster"),
    ]);
    open = await listen(server);
    strict = await listen(server, await readFile(ours.certificate, "utf8"));
  });
  afterAll(async () => {
    open.close();
    strict.close();
    await remove();
  });

  /** As muster.yaml configures it. */
  function reach({ url }: Listening, more: object): Prometheus {
    const read = PrometheusServer.parse({ url, ...more });
    return createPrometheus(
      prometheusAccess(read, () => "by-variable"),
      {
        timeoutMs: 5000,
        pause: async () => undefined,
      },
    );
  }

  async function answerOf(at: Listening, more: object): Promise<unknown> {
    const { data } = await reach(at, more).instant("up", 1);
    return data[0]?.value;
  }

  function trusting(more: object = {}): { readonly tls: object } {
    return { tls: { ca: ours.certificate, serverName: NAME, ...more } };
  }

  it("is believed when its authority and its name are known, and nothing is said without", async () => {
    expect(await answerOf(open, trusting())).toBe(42);
    const before = open.seen.length;

    await expect(answerOf(open, {})).rejects.toThrow(
      /its certificate is not trusted \(.+\): give the certificate of who signed it as tls\.ca/,
    );
    await expect(answerOf(open, { tls: { ca: ours.certificate } })).rejects.toThrow(
      "(ERR_TLS_CERT_ALTNAME_INVALID): give the name that stands in it as tls.serverName",
    );
    await expect(answerOf(open, trusting({ ca: stranger.certificate }))).rejects.toThrow(
      "its certificate is not trusted",
    );
    expect(open.seen).toHaveLength(before);
  });

  it("is believed unseen only when somebody says so", async () => {
    expect(await answerOf(open, { tls: { skipVerify: true } })).toBe(42);
  });

  it("may want to see ours, signed by whom it knows", async () => {
    expect(await answerOf(strict, trusting({ ...client }))).toBe(42);
    expect(strict.seen.map(({ client: name }) => name)).toEqual(["muster"]);

    // With TLS 1.3 the server may hang up before its reason has come.
    await expect(answerOf(strict, trusting())).rejects.toThrow("it may want a certificate of us");
    await expect(answerOf(strict, trusting({ ...foreign }))).rejects.toThrow(
      "it may want a certificate of us",
    );
  });

  it("is asked with what its files hold at the time", async () => {
    const ca = `${ours.certificate}.current`;
    const token = `${ours.certificate}.token`;
    await copyFile(stranger.certificate, ca);
    await writeFile(token, "first\n");
    const prometheus = reach(open, { ...trusting({ ca }), bearerFile: token });
    await expect(prometheus.instant("up", 1)).rejects.toThrow("not trusted");

    await appendFile(ca, await readFile(ours.certificate));
    await prometheus.instant("up", 2);
    await writeFile(token, "second");
    await prometheus.instant("up", 3);

    const [first, second] = open.seen.slice(-2);
    expect([first?.authorization, second?.authorization]).toEqual([
      "Bearer first",
      "Bearer second",
    ]);
  });

  it("is asked with a password from a file, which goes before a variable's", async () => {
    const passwordFile = `${ours.certificate}.password`;
    await writeFile(passwordFile, "from-file\n");

    await answerOf(open, { ...trusting(), basic: { username: "ann", passwordFile } });
    await answerOf(open, { ...trusting(), basic: { username: "ann", password: "PASSWORD" } });

    const sent = open.seen.slice(-2).map(({ authorization = "" }) => {
      return Buffer.from(authorization.replace("Basic ", ""), "base64").toString();
    });
    expect(sent).toEqual(["ann:from-file", "ann:by-variable"]);
  });

  it("is not asked at all while a file is missing or is no such file, which is named", async () => {
    const nowhere = "/nowhere/to-be-found";
    const empty = `${ours.certificate}.empty`;
    await writeFile(empty, "\n");
    const before = open.seen.length;

    await expect(answerOf(open, { bearerFile: nowhere })).rejects.toThrow(
      `Prometheus: The file ${nowhere} cannot be read (ENOENT).`,
    );
    await expect(answerOf(open, { bearerFile: empty })).rejects.toThrow(`${empty} is empty`);
    await expect(answerOf(open, { tls: { ca: nowhere } })).rejects.toThrow(`${nowhere} cannot be`);
    await expect(answerOf(open, { tls: { ca: server.key } })).rejects.toThrow(
      `The file ${server.key} holds no certificate in PEM.`,
    );
    const mixed = { certificate: client.certificate, key: foreign.key };
    await expect(answerOf(open, trusting(mixed))).rejects.toThrow(
      "The certificate and its key cannot be used",
    );
    expect(open.seen).toHaveLength(before);
  });
});

type Listening = { readonly url: string; readonly seen: Seen[]; readonly close: () => void };

/** Answers everybody, or only those whose certificate that authority signed. */
async function listen({ certificate, key }: Signed, known?: string): Promise<Listening> {
  const seen: Seen[] = [];
  const options = {
    cert: await readFile(certificate),
    key: await readFile(key),
    ...(known !== undefined && { ca: known, requestCert: true }),
  };
  const server = createServer(options, (request, response) => {
    const { authorization } = request.headers;
    const socket = request.socket as unknown as {
      getPeerCertificate: () => { subject?: { CN: string } };
    };
    seen.push({ authorization, client: socket.getPeerCertificate().subject?.CN });
    request.resume();
    response.writeHead(200, { "content-type": "application/json" }).end(ANSWER);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://localhost:${port}`,
    seen,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
