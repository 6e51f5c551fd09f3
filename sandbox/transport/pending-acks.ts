import type { Ack } from "./delivery.ts";

/** Envelopes that the app has not acknowledged yet. */
export type PendingAcks = {
  readonly wait: (envelopeId: string) => Promise<Ack>;
  readonly settle: (envelopeId: string, payload: unknown) => void;
};

export function createPendingAcks(within: number): PendingAcks {
  const waiting = new Map<string, (payload: unknown) => void>();
  return {
    async wait(envelopeId) {
      const ack = new Promise<Ack>((resolve) => {
        const timer = setTimeout(() => resolve({ kind: "timeout" }), within);
        waiting.set(envelopeId, (payload) => {
          clearTimeout(timer);
          resolve({ kind: "acknowledged", payload });
        });
      });
      return ack.finally(() => waiting.delete(envelopeId));
    },
    settle(envelopeId, payload) {
      waiting.get(envelopeId)?.(payload);
    },
  };
}
