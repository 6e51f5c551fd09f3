/** Something that goes on until it is stopped. */
export type Background = {
  /** Ends the waits, and lets what is under way come to its end. */
  readonly stop: () => Promise<void>;
};

/** Starts work that ends by its signal. It catches what can go wrong itself: what it throws ends this work for good. */
export function inBackground(work: (signal: AbortSignal) => Promise<void>): Background {
  const stopping = new AbortController();
  const { signal } = stopping;
  async function run(): Promise<void> {
    try {
      await work(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
