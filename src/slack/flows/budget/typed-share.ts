import type { Objective } from "#domain/objective/objective.ts";

/** What somebody typed after `budget`. */
export type TypedBudget =
  | { readonly kind: "show" }
  | { readonly kind: "again" }
  | {
      readonly kind: "given";
      readonly objective: Objective;
      readonly percent: number;
      readonly minutes: number;
      readonly reason: string;
    }
  | { readonly kind: "measured"; readonly objective: Objective; readonly reason: string }
  /** What cannot be read, in words for them. */
  | { readonly kind: "unclear"; readonly words: string };

const AGAIN = /^again\b/iu;
const BECAUSE = /(?:^|\s+)because\s+/iu;
const GIVEN =
  /^(?<percent>\d+(?:\.\d+)?)\s*%\s+for\s+(?<length>\d+(?:\.\d+)?)\s*(?<unit>h|hours?|m|min|minutes?)$/iu;
const MEASURED = /^measured$/iu;

const EXAMPLE = "Write it like `20 % for 30 min because the load balancer was down`.";

/** Reads nothing, `again`, `20 % for 30 min because …` and `measured because …`, the last two behind an objective's name. */
export function readTypedBudget(text: string, objectives: readonly Objective[]): TypedBudget {
  const typed = text.trim();
  if (typed === "") return { kind: "show" };
  if (AGAIN.test(typed)) return { kind: "again" };
  const [first = "", ...reasons] = typed.split(BECAUSE);
  const reason = reasons.join(" because ").trim();
  const { objective, rest } = withoutName(first.trim(), objectives);
  const given = GIVEN.exec(rest)?.groups;
  if (given === undefined && !MEASURED.test(rest)) return { kind: "unclear", words: EXAMPLE };
  if (objective === null) return { kind: "unclear", words: whichWords(objectives) };
  if (reason === "") return { kind: "unclear", words: "Say why, after `because`." };
  if (given === undefined) return { kind: "measured", objective, reason };
  return readGiven(given, { objective, reason });
}

function readGiven(
  { percent: share = "", length = "", unit = "" }: Readonly<Record<string, string>>,
  about: { readonly objective: Objective; readonly reason: string },
): TypedBudget {
  const percent = Number(share);
  const minutes = Number(length) * (unit.toLowerCase().startsWith("h") ? 60 : 1);
  if (percent > 100) return { kind: "unclear", words: "No more than 100 % can fail." };
  const most = about.objective.window / 60;
  if (minutes <= 0 || minutes > most) {
    return { kind: "unclear", words: "That is longer than the window of the objective." };
  }
  return { kind: "given", ...about, percent, minutes };
}

/** Only where a service has one objective its name can be left out. */
function withoutName(
  typed: string,
  objectives: readonly Objective[],
): { readonly objective: Objective | null; readonly rest: string } {
  const words = typed.toLowerCase();
  const named = objectives.flatMap((objective) =>
    [objective.id, objective.name]
      .filter((name) => words.startsWith(`${name.toLowerCase()} `))
      .map((name) => ({ objective, rest: typed.slice(name.length).trim() })),
  );
  const [longest] = named.toSorted((a, b) => a.rest.length - b.rest.length);
  if (longest !== undefined) return longest;
  const [only, ...others] = objectives;
  return { objective: others.length === 0 ? (only ?? null) : null, rest: typed };
}

function whichWords(objectives: readonly Objective[]): string {
  const names = objectives.map(({ name }) => `\`${name}\``).join(", ");
  return `Say first of which objective: ${names}.`;
}
