/** How long this process lately did nothing at all, because it was kept busy or got no processor. */
export type EventLoopWatch = {
  /** The longest standstill of the last quarter of a minute, in seconds. */
  readonly longestStall: () => number;
  readonly stop: () => void;
};

type Options = {
  /** Told after each standstill, how many seconds it lasted. */
  readonly onStall: (seconds: number) => void;
  /** Told once it has turned without one for a quarter of a minute. */
  readonly onWell: () => void;
  /** The shortest that counts. */
  readonly stallMs?: number;
};

type Stall = { readonly at: number; readonly ms: number };

const BEAT_MS = 250;
const STALL_MS = 2000;
/** Longer than health is usually asked for, so that it is not overlooked; shorter than it takes to be given up. */
const REMEMBERED_MS = 15_000;

/** Beats, and looks how late each beat comes. */
export function watchEventLoop({ onStall, onWell, stallMs = STALL_MS }: Options): EventLoopWatch {
  let last = performance.now();
  let worst: Stall | null = null;

  function beat(): void {
    const at = performance.now();
    const ms = at - last - BEAT_MS;
    last = at;
    if (ms >= stallMs) {
      if (worst === null || ms > worst.ms) worst = { at, ms };
      onStall(ms / 1000);
    } else if (worst !== null && at - worst.at > REMEMBERED_MS) {
      worst = null;
      onWell();
    }
  }

  const timer = setInterval(beat, BEAT_MS).unref();
  return {
    longestStall: () => {
      // Whoever asks right after a standstill may come before its beat.
      const late = performance.now() - last - BEAT_MS;
      return Math.max(worst?.ms ?? 0, late >= stallMs ? late : 0) / 1000;
    },
    stop: () => clearInterval(timer),
  };
}
