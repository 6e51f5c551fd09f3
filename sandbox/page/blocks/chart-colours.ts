/** What a chart is drawn with, as the page's style has it at the moment. */
export type Colours = {
  readonly series: readonly string[];
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly ground: string;
};

const SERIES = [1, 2, 3, 4, 5, 6].map((number) => `--chart-${number}`);

/** A canvas knows no variables, so each is asked for by painting with it. */
export function coloursAt(place: HTMLElement): Colours {
  const probe = place.appendChild(document.createElement("span"));
  function read(name: string): string {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  }
  const colours = {
    series: SERIES.map(read),
    ink: read("--ink"),
    quiet: read("--quiet"),
    line: read("--line"),
    ground: read("--raised"),
  };
  probe.remove();
  return colours;
}

/** Calls back whenever the page turns from light to dark or back. Answers how to stop that. */
export function onThemeChange(redraw: () => void): () => void {
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  const observer = new MutationObserver(redraw);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme", "class", "style"] });
  scheme.addEventListener("change", redraw);
  return () => {
    observer.disconnect();
    scheme.removeEventListener("change", redraw);
  };
}
