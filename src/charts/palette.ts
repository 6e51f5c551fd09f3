/** Dark on an opaque light card, since an image does not know whether Slack is light or dark. */
export const PALETTE = {
  card: "#ffffff",
  edge: "#8d8d8d",
  text: "#1d1c1d",
  quiet: "#454245",
  grid: "#d9d9d9",
  line: "#0b4f85",
  impact: "#fbe0e0",
  alarm: "#a3150f",
  /** Beside the line and the alarm: light enough to be told apart from both without seeing colours. */
  mild: "#7f9db8",
  earth: "#7a5c00",
} as const;
