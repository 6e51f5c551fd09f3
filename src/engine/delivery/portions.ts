/** Packs things in their order into portions that weigh at most so much; what weighs more stands alone. */
export function pack<T>(
  things: readonly T[],
  weigh: (thing: T) => number,
  most: number,
): readonly (readonly T[])[] {
  const portions: T[][] = [];
  let room = 0;
  for (const thing of things) {
    const weight = weigh(thing);
    if (portions.length === 0 || weight > room) {
      portions.push([]);
      room = most;
    }
    portions.at(-1)?.push(thing);
    room -= weight;
  }
  return portions;
}
