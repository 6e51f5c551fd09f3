import { type Ending, freePort, type Program, start } from "./process.ts";

/** One of several Musters on the same database, at an address of its own. */
export type Replica = {
  readonly port: number;
  /** Answers once it listens. */
  readonly start: () => Promise<void>;
  /** Sends the program a signal and waits for its end. */
  readonly end: (signal: "SIGKILL" | "SIGTERM") => Promise<Ending>;
};

export async function replicaOf(environment: Readonly<Record<string, string>>): Promise<Replica> {
  const port = await freePort();
  let program: Program | null = null;
  return {
    port,
    start: async () => {
      program = await start({ ...environment, PORT: String(port) });
    },
    end: async (signal) => {
      if (program === null) throw new Error("it was never started");
      program.signal(signal);
      return await program.ended;
    },
  };
}
