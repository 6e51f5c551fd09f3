import type { Examined } from "./examined.ts";

/** Says what was found, and sets the exit code. */
export function printExamination(examined: readonly Examined[], json: boolean): void {
  const ok = examined.every(({ findings }) => findings.length === 0);
  if (!ok) process.exitCode = 1;
  if (json) console.log(JSON.stringify({ ok, examined }, null, 2));
  else console.log(examined.flatMap(linesOf).join("\n"));
}

function linesOf({ part, findings, notes }: Examined): readonly string[] {
  return [
    ...findings.map((finding) => `wrong  ${part}: ${finding}`),
    ...notes.map((note) => `${findings.length === 0 ? "ok   " : "     "}  ${part}: ${note}`),
  ];
}
