const PATIENCE_MS = 10_000;
/** One Ctrl-C comes twice: from the terminal, and from npm, which passes it on. */
const DOUBLED_MS = 1000;
const LOOK_EVERY_MS = 250;

/** Calls back once when this process is told to end; a second telling, or ten seconds, ends it at once. */
export function onceToldToStop(stop: () => void, { underNpm }: { underNpm: boolean }): void {
  let told: number | null = null;
  function begin(): void {
    told = performance.now();
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    stop();
  }
  function hear(): void {
    if (told === null) begin();
    else if (performance.now() - told > DOUBLED_MS) process.exit(1);
  }
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, hear);
  if (underNpm) onceOrphaned(() => told ?? begin());
}

/** When npm is told to end, it ends only the shell between us; then nobody is left to tell us. */
function onceOrphaned(act: () => void): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    act();
  }, LOOK_EVERY_MS);
  watch.unref();
}
