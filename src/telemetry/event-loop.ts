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

/** When it was over, and how long it was, in milliseconds. */
export type Stall = { readonly at: number; readonly ms: number };

const BEAT_MS = 250;
const STALL_MS = 2000;
/** Longer than health is usually asked for, so that it is not overlooked; shorter than it takes to be given up. */
const REMEMBERED_MS = 15_000;

/** Beats, and looks how late each beat comes. */
export function watchEventLoop({ onStall, onWell, stallMs = STALL_MS }: Options): EventLoopWatch {
  let last = performance.now();
  let stalls: readonly Stall[] = [];

  function beat(): void {
    const at = performance.now();
    const ms = at - last - BEAT_MS;
    last = at;
    const hadStalls = stalls.length > 0;
    stalls = stallsAfter(stalls, { at, ms }, stallMs);
    if (ms >= stallMs) onStall(ms / 1000);
    else if (hadStalls && stalls.length === 0) onWell();
  }

  const timer = setInterval(beat, BEAT_MS).unref();
  return {
    longestStall: () => {
      // Whoever asks right after a standstill may come before its beat.
      const late = performance.now() - last - BEAT_MS;
      return Math.max(late >= stallMs ? late : 0, ...stalls.map((stall) => stall.ms)) / 1000;
    },
    stop: () => clearInterval(timer),
  };
}

/** The standstills that still count after a beat that came so late, in milliseconds. */
export function stallsAfter(
  before: readonly Stall[],
  beat: Stall,
  stallMs: number,
): readonly Stall[] {
  const lately = before.filter(({ at }) => beat.at - at <= REMEMBERED_MS);
  return beat.ms >= stallMs ? [...lately, beat] : lately;
}
