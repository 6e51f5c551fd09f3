import type { DemoClock } from "#demo/clock/demo-clock.ts";
import type { Fact } from "#sandbox/live/story.ts";

type Places = {
  readonly botUrl: string;
  readonly prometheusUrl: string;
  readonly logFile: string;
};

const MINUTE_MS = 60_000;

export function facts(
  { botUrl, prometheusUrl, logFile }: Places,
  clock: DemoClock,
): readonly Fact[] {
  return [
    { label: "Time in the demo", value: timeWords(clock) },
    { label: "Muster", value: botUrl, href: `${botUrl}/readyz` },
    { label: "Its runbooks", value: `${botUrl}/runbooks`, href: `${botUrl}/runbooks` },
    { label: "Its metrics", value: `${botUrl}/metrics`, href: `${botUrl}/metrics` },
    { label: "Its log", value: logFile },
    { label: "Error budgets", value: `${botUrl}/slos`, href: `${botUrl}/slos` },
    { label: "Prometheus", value: prometheusUrl, href: prometheusUrl },
  ];
}

function timeWords({ now, ahead }: DemoClock): string {
  const time = `${new Date(now()).toISOString().slice(11, 16)} UTC`;
  const minutes = Math.round(ahead() / MINUTE_MS);
  return minutes === 0 ? time : `${time}, ${minutes} min ahead`;
}
