import type { IncomingMessage } from "node:http";
import type { Duration } from "luxon";

export type BodyLimits = {
  readonly bytes: number;
  readonly within: Duration;
  /** Asked for every piece; false when there is no room for it now. */
  readonly reserve: (bytes: number) => boolean;
};

export type BodyRead =
  | { readonly kind: "body"; readonly body: Uint8Array }
  | {
      readonly kind: "refused";
      readonly reason: "too_large" | "too_slow" | "overloaded" | "aborted";
    };

/** The whole body, or why not; never throws. What is left unread is discarded as it comes, so that the sender hears our answer. */
export function readBody(request: IncomingMessage, limits: BodyLimits): Promise<BodyRead> {
  if (Number(request.headers["content-length"] ?? 0) > limits.bytes) {
    return Promise.resolve({ kind: "refused", reason: "too_large" });
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(
      () => finish({ kind: "refused", reason: "too_slow" }),
      limits.within.toMillis(),
    );
    request.on("data", take);
    request.once("end", deliver);
    request.once("close", () => finish({ kind: "refused", reason: "aborted" }));

    function take(chunk: Buffer): void {
      size += chunk.length;
      if (size > limits.bytes) return finish({ kind: "refused", reason: "too_large" });
      if (!limits.reserve(chunk.length)) return finish({ kind: "refused", reason: "overloaded" });
      chunks.push(chunk);
    }

    function deliver(): void {
      finish({ kind: "body", body: Buffer.concat(chunks, size) });
    }

    function finish(read: BodyRead): void {
      clearTimeout(timer);
      request.off("data", take).off("end", deliver);
      resolve(read);
    }
  });
}
