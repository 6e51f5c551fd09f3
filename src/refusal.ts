/** Why Muster does not start, in lines for whoever started it. */
export class Refusal extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[], options?: ErrorOptions) {
    super(lines.join(" "), options);
    this.name = "Refusal";
    this.lines = lines;
  }
}
