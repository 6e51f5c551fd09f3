import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { z } from "zod";

export type Requests = { readonly good: number; readonly bad: number };

/** A program in a process of its own that counts requests, as Prometheus scrapes them. */
export type Exporter = {
  readonly port: number;
  /** From now on it has so many requests a second; answers what it counted until now. */
  readonly serve: (rate: Requests) => Promise<Requests>;
  readonly stop: () => Promise<void>;
};

const PROGRAM = new URL("exporter-process.ts", import.meta.url).pathname;
const Counted = z.object({ good: z.number(), bad: z.number() });

/** Starts it with counters that stand at this already. */
export async function startExporter(counted: Requests): Promise<Exporter> {
  const env = { good: `${counted.good}`, bad: `${counted.bad}` };
  const program = spawn(process.execPath, [PROGRAM], { env, stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(createInterface({ input: program.stdout }), "line");
  const { port } = z.object({ port: z.number() }).parse(JSON.parse(String(line)));
  return {
    port,
    serve: async ({ good, bad }) => {
      const answer = await fetch(`http://127.0.0.1:${port}/serve?good=${good}&bad=${bad}`);
      return Counted.parse(await answer.json());
    },
    stop: async () => {
      program.kill();
      await once(program, "exit");
    },
  };
}
