import type { Faults } from "#sandbox/traffic/faults.ts";
import type { TrafficLog } from "#sandbox/traffic/log.ts";
import type { Ack, Delivery, Retry, Transport } from "./delivery.ts";

/** The way to the app: it logs, doubles deliveries on demand and retries events. */
export type Link = {
  /** Commands and interactions: once, and the person waits for the answer. */
  readonly deliver: (delivery: Delivery) => Promise<Ack>;
  /** Events: not waited for, and repeated until the app takes them or the retries are spent. */
  readonly deliverEvent: (delivery: Delivery) => void;
  /** No more repetitions of what was sent so far. */
  readonly forget: () => void;
};

type LinkOptions = {
  readonly transport: Transport;
  readonly faults: Faults;
  readonly log: TrafficLog;
  /** Milliseconds before each repetition of an event. */
  readonly eventRetries: readonly number[];
};

export function createLink({ transport, faults, log, eventRetries }: LinkOptions): Link {
  const timers = new Set<NodeJS.Timeout>();

  async function send(delivery: Delivery, retry?: Retry): Promise<Ack> {
    const started = performance.now();
    const ack = await transport.send(delivery, retry);
    log.add({
      kind: "delivery",
      transport: transport.kind,
      type: delivery.type,
      payload: delivery.payload,
      attempt: retry?.attempt ?? 0,
      ack,
      ms: Math.round(performance.now() - started),
    });
    return ack;
  }

  /** The app sees the same thing twice; the person sees the first answer. */
  async function deliver(delivery: Delivery): Promise<Ack> {
    if (faults.takeForDelivery() === undefined) return send(delivery);
    const [first] = await Promise.all([send(delivery), send(delivery)]);
    return first;
  }

  async function attempt(delivery: Delivery, retry?: Retry): Promise<void> {
    const ack = await send(delivery, retry);
    if (ack.kind === "acknowledged" || isLast(retry)) return;
    if (ack.kind === "http_error" && ack.noRetry) return;
    const next = (retry?.attempt ?? 0) + 1;
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        void attempt(delivery, { attempt: next, reason: reasonOf(ack) });
      },
      eventRetries[next - 1],
    );
    timers.add(timer);
  }

  function isLast(retry: Retry | undefined): boolean {
    return (retry?.attempt ?? 0) >= eventRetries.length;
  }

  return {
    deliver,
    deliverEvent(delivery) {
      void attempt(delivery);
      if (faults.takeForDelivery() !== undefined) void attempt(delivery);
    },
    forget() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

function reasonOf(ack: Exclude<Ack, { readonly kind: "acknowledged" }>): string {
  switch (ack.kind) {
    case "timeout":
      return "http_timeout";
    case "unreachable":
      return "connection_failed";
    case "http_error":
      return "http_error";
  }
}
