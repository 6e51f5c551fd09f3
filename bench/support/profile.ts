import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const Profile = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string() }),
    }),
  ),
  samples: z.array(z.number()),
});

export type Share = { readonly name: string; readonly share: number };

/** Which parts of the program its time went to, as `node --cpu-prof` wrote it into a folder; without what was idle. */
export function sharesOf(folder: string, by: "part" | "function"): readonly Share[] {
  const [file] = readdirSync(folder);
  const { nodes, samples } = Profile.parse(
    JSON.parse(readFileSync(path.join(folder, file ?? ""), "utf8")),
  );
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame, by)]));
  const counts = new Map<string, number>();
  for (const sample of samples) {
    const name = names.get(sample) ?? "";
    if (!IDLE.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const total = counts.values().reduce((sum, count) => sum + count, 0);
  return [...counts]
    .map(([name, count]) => ({ name, share: count / total }))
    .toSorted((one, other) => other.share - one.share);
}

const IDLE: ReadonlySet<string> = new Set(["(idle)", "(root)"]);

type Frame = { readonly functionName: string; readonly url: string };

function nameOf({ functionName, url }: Frame, by: "part" | "function"): string {
  // The profiler's own words, such as (program).
  if (functionName.startsWith("(")) return functionName;
  const part = partOf(url);
  return by === "part" ? part : `${part}, ${functionName || "(anonymous)"}`;
}

/** A package, a folder of Muster's source, or Node itself; what has no file is native, or was made by a program. */
function partOf(url: string): string {
  const dependency = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (dependency !== undefined) return dependency;
  const own = /\/src\/((?:\w|-)+)/.exec(url)?.[1];
  if (own !== undefined) return `Muster's ${own}`;
  return url.startsWith("node:") ? "Node" : "native or generated code";
}
