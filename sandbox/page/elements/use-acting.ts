import { useState } from "preact/hooks";

type Acting = {
  readonly isBusy: boolean;
  readonly run: (work: () => Promise<void>) => void;
};

/** Whether something is under way that must not be started again. */
export function useActing(): Acting {
  const [running, setRunning] = useState(0);
  function run(work: () => Promise<void>): void {
    setRunning((count) => count + 1);
    void work().finally(() => setRunning((count) => count - 1));
  }
  return { isBusy: running > 0, run };
}
