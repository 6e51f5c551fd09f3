import { availableParallelism, cpus, totalmem } from "node:os";

/** What the figures were measured on, as far as it says something to others. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? "an unknown processor";
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${model}, ${availableParallelism()} cores, ${memory} GB, Node ${process.versions.node}`;
}
