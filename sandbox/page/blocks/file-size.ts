/** 2048 -> 2 kB. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const isBig = bytes >= 1_000_000;
  const amount = bytes / (isBig ? 1_000_000 : 1000);
  return `${amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${isBig ? "MB" : "kB"}`;
}
