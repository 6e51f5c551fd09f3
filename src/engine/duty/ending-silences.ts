import type { DateTime } from "luxon";
import { endingBy, type Silence } from "#domain/alert/silence.ts";
import type { Source } from "#domain/alert/source.ts";
import type { Engine, SourceReader } from "#engine/engine.ts";

/** What ends by then, and who could not be asked. */
export type EndingSilences = {
  readonly silences: readonly Silence[];
  readonly unasked: readonly string[];
};

type Askable = Pick<Engine, "configuration" | "logger"> & {
  readonly readers: Readonly<Record<Source["type"], Pick<SourceReader, "silences">>>;
};

/** Asks every source that has an API, all at once. */
export async function endingSilences(
  { configuration, readers, logger }: Askable,
  by: DateTime,
): Promise<EndingSilences> {
  const sources = [...configuration().sources.values()].filter(({ api }) => api !== undefined);
  const answers = await Promise.all(
    sources.map(async (source) => {
      try {
        return { source: source.id, silences: await readers[source.type].silences(source) };
      } catch (error) {
        logger.warn({ source: source.id, err: error }, "silences cannot be read");
        return { source: source.id, silences: null };
      }
    }),
  );
  return {
    silences: endingBy(
      answers.flatMap(({ silences }) => silences ?? []),
      by,
    ),
    unasked: answers.flatMap(({ source, silences }) => (silences === null ? [source] : [])),
  };
}
