const SIZE = 8;

/** Lines that tell one area from another without its colour; the first area is plain. */
const STROKES: readonly (readonly (readonly [number, number, number, number])[])[] = [
  [],
  [[0, SIZE, SIZE, 0]],
  [[0, SIZE / 2, SIZE, SIZE / 2]],
  [[0, 0, SIZE, SIZE]],
  [[SIZE / 2, 0, SIZE / 2, SIZE]],
  [
    [0, SIZE / 2, SIZE, SIZE / 2],
    [SIZE / 2, 0, SIZE / 2, SIZE],
  ],
];

/** A colour with lines of the ground through it, by the number of the series. */
export function patternOf(colour: string, ground: string, index: number): CanvasPattern | string {
  const tile = document.createElement("canvas");
  tile.width = SIZE;
  tile.height = SIZE;
  const pen = tile.getContext("2d");
  if (pen === null) return colour;
  pen.fillStyle = colour;
  pen.fillRect(0, 0, SIZE, SIZE);
  pen.strokeStyle = ground;
  pen.lineWidth = 1.5;
  for (const [fromX, fromY, toX, toY] of STROKES[index % STROKES.length] ?? []) {
    pen.beginPath();
    pen.moveTo(fromX, fromY);
    pen.lineTo(toX, toY);
    pen.stroke();
  }
  return pen.createPattern(tile, "repeat") ?? colour;
}
