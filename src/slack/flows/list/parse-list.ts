import type { Configuration } from "#domain/configuration/configuration.ts";
import { closestName } from "#domain/configuration/did-you-mean.ts";
import { Severity } from "#domain/severity.ts";
import { type ListFilter, OPEN_INCIDENTS } from "./list-state.ts";

/** What was typed after `list`. */
export type TypedList =
  | { readonly kind: "filter"; readonly filter: ListFilter }
  | { readonly kind: "unknown"; readonly word: string; readonly guess: string | null };

type Known = Pick<Configuration, "services" | "teams">;
type Part = Partial<ListFilter>;

const WORDS: Readonly<Record<string, Part>> = {
  open: { scope: "open" },
  recent: { scope: "recent" },
  all: { scope: "all" },
  mine: { mine: true },
  my: { mine: true },
  drill: { drills: true, scope: "all" },
  drills: { drills: true, scope: "all" },
};

/** Any of the words in any order; a service, a team and a severity choose among what they mean. */
export function parseList(typed: string, known: Known): TypedList {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const parts = words.map((word) => ({ word, part: meaningOf(word, known) }));
  const unknown = parts.find(({ part }) => part === null);
  if (unknown === undefined) {
    const filter = parts.reduce<ListFilter>(
      (all, { part }) => ({ ...all, ...part }),
      OPEN_INCIDENTS,
    );
    return { kind: "filter", filter };
  }
  const { word } = unknown;
  return { kind: "unknown", word, guess: closestName(word, namesIn(known)) };
}

/** A word of ours, a severity, or a service or team by its id or its name; `team:shop` says which one of that name is meant. */
function meaningOf(word: string, known: Known): Part | null {
  const [, kind, name = word] = /^(service|team|severity):(.*)$/.exec(word) ?? [];
  if (kind === undefined && Object.hasOwn(WORDS, word)) return WORDS[word] ?? null;
  const meanings = [severityCalled, serviceCalled, teamCalled];
  const meant = meanings.filter(({ of }) => kind === undefined || kind === of);
  return meant.map(({ read }) => read(name, known)).find((part) => part !== null) ?? null;
}

type Meaning = {
  readonly of: string;
  readonly read: (name: string, known: Known) => Part | null;
};

const severityCalled: Meaning = {
  of: "severity",
  read: (name) => {
    const severity = Severity.safeParse(name.toUpperCase());
    return severity.success ? { severity: severity.data } : null;
  },
};

const serviceCalled: Meaning = {
  of: "service",
  read: (name, { services }) => {
    const service = idCalled(name, services);
    return service === null ? null : { service };
  },
};

const teamCalled: Meaning = {
  of: "team",
  read: (name, { teams }) => {
    const team = idCalled(name, teams);
    return team === null ? null : { team };
  },
};

/** People know the name that they see; typed as one word, `Cart API` is `cart-api`. */
function idCalled(
  typed: string,
  known: ReadonlyMap<string, { readonly id: string; readonly name: string }>,
): string | null {
  if (known.has(typed)) return typed;
  const [found, ...others] = [...known.values()].filter(({ name }) => asWord(name) === typed);
  return found === undefined || others.length > 0 ? null : found.id;
}

function asWord(name: string): string {
  return name.toLowerCase().trim().replaceAll(/\s+/g, "-");
}

/** Each once: a service and its team may have the same id, and a guess must be clear. */
function namesIn({ services, teams }: Known): ReadonlySet<string> {
  const severities = Severity.options.map((severity) => severity.toLowerCase());
  return new Set([...Object.keys(WORDS), ...severities, ...services.keys(), ...teams.keys()]);
}
