import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:tls";
import { DateTime } from "luxon";
import { describe, expect, it, onTestFinished } from "vitest";
import { certificateTrouble, lookAtCertificate, watchCertificate } from "#app/watch-certificate.ts";
import { createImpairments } from "#engine/impairments.ts";
import { createLogger } from "#telemetry/logger.ts";
import { createMetrics } from "#telemetry/metrics.ts";
import { at } from "#test/support/build.ts";
import { hasOpenssl, makeAuthorities } from "#test/support/certificates.ts";
import { configuration } from "#test/support/engine.ts";
import { eventually } from "#test/support/eventually.ts";

/** What is said at that moment of the certificate of this address. */
async function look(publicUrl: string, now: DateTime): Promise<readonly string[]> {
  const logger = createLogger({ level: "silent" });
  const impairments = createImpairments({ logger, metrics: createMetrics() });
  const settings = configuration({ publicUrl });
  await lookAtCertificate({ configuration: () => settings, impairments, logger }, now);
  return impairments.current().map(({ words, severity }) => `${severity}: ${words}`);
}

/** A TLS server whose certificate is good for a day; nobody knows who signed it. */
async function startServer() {
  const { authorities, remove } = await makeAuthorities("nobody");
  onTestFinished(remove);
  const signed = await authorities[0]?.sign("localhost");
  if (signed === undefined) throw new Error("There is no certificate.");
  const [cert, key] = await Promise.all([readFile(signed.certificate), readFile(signed.key)]);
  const server = createServer({ cert, key }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("There is no port.");
  return { url: `https://localhost:${address.port}`, server };
}

describe("the certificate of the public address", () => {
  it.skipIf(!hasOpenssl())(
    "is told of two weeks before it ends, and not before that",
    { tags: ["F43"] },
    async () => {
      const { url } = await startServer();
      const now = DateTime.utc();

      expect(await look(url, now.minus({ days: 14 }))).toEqual([]);
      expect(await look(url, now)).toEqual([
        expect.stringMatching(/^degraded: The certificate of localhost ends at \d{4}-/),
      ]);
      expect(await look(url, now.plus({ days: 2 }))).toEqual([
        expect.stringMatching(/^pages-at-risk: The certificate of localhost ended at \d{4}-/),
      ]);
    },
  );

  it.skipIf(!hasOpenssl())("is looked at again soon while it is not good", async () => {
    const { url, server } = await startServer();
    let looks = 0;
    server.on("connection", () => (looks += 1));
    const logger = createLogger({ level: "silent" });
    const impairments = createImpairments({ logger, metrics: createMetrics() });
    const settings = configuration({ publicUrl: url });
    const engine = { configuration: () => settings, impairments, logger };
    const watch = watchCertificate(engine, { first: 1, well: 86_400_000, else: 1 });
    onTestFinished(watch.stop);

    await eventually(() => expect(looks).toBeGreaterThan(2));
    expect(impairments.current()).toMatchObject([{ part: "certificate" }]);
  });

  it("is nobody's matter where there is none, or where it cannot be seen", async () => {
    expect(await look("http://muster.example", at("10:00"))).toEqual([]);
    expect(await look("https://127.0.0.1:1", at("10:00"))).toEqual([]);
  });

  it("may last for two weeks and a minute without a word", () => {
    const ends = at("10:00").plus({ days: 14 });

    expect(certificateTrouble("muster.example", ends, at("09:59"))).toBeNull();
    expect(certificateTrouble("muster.example", ends, at("10:00"))).not.toBeNull();
  });
});
