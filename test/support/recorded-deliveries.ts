import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const FOLDER = path.join(import.meta.dirname, "../fixtures/alertmanager");

const Recorded = z.object({ n: z.number(), url: z.string(), body: z.unknown() });

/** One request that a real Alertmanager made, in a case that `sequence.txt` tells the story of. */
export type RecordedDelivery = {
  /** Version and case, such as 0.33.1/c01_fire_resolve. */
  readonly story: string;
  readonly number: number;
  readonly url: string;
  readonly body: Uint8Array;
};

/** Every recorded webhook, in the order of its story. */
export function recordedWebhooks(): readonly RecordedDelivery[] {
  return recordedRequests().filter(({ url }) => url === "/hook");
}

/** Every recorded request, the ones in PagerDuty's format too. */
export function recordedRequests(): readonly RecordedDelivery[] {
  return readdirSync(FOLDER).flatMap((version) =>
    readdirSync(path.join(FOLDER, version)).flatMap((name) => requestsOf(`${version}/${name}`)),
  );
}

/** What was seen to happen, line by line. */
export function readSequence(story: string): readonly string[] {
  return readFileSync(path.join(FOLDER, story, "sequence.txt"), "utf8").split("\n");
}

function requestsOf(story: string): readonly RecordedDelivery[] {
  const files = readdirSync(path.join(FOLDER, story)).filter((file) => file.endsWith(".json"));
  return files.toSorted().map((file) => {
    const text = readFileSync(path.join(FOLDER, story, file), "utf8");
    const { n, url, body } = Recorded.parse(JSON.parse(text));
    return { story, number: n, url, body: Buffer.from(JSON.stringify(body)) };
  });
}
