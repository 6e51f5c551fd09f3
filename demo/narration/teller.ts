/** Tells what happens, with the seconds since it began. */
export type Teller = {
  readonly say: (what: string, ...details: readonly string[]) => void;
  /** What nothing has happened for: a hint to whoever reads. */
  readonly aside: (...lines: readonly string[]) => void;
};

const MARGIN = 10;

export function createTeller(): Teller {
  const began = performance.now();
  const indent = " ".repeat(MARGIN);
  return {
    say: (what, ...details) => {
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      console.log(`${`${seconds} s`.padStart(MARGIN - 2)}  ${what}`);
      for (const detail of details) console.log(`${indent}  ${detail}`);
    },
    aside: (...lines) => {
      console.log(["", ...lines, ""].map((line) => (line === "" ? "" : indent + line)).join("\n"));
    },
  };
}
