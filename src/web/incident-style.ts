import { PAGE_STYLE } from "#intake/http/page-style.ts";

/** How incidents look; a chart keeps its white card in the dark and on paper. */
export const INCIDENT_STYLE = `${PAGE_STYLE}
body { max-width: 60rem; }
@media screen { .top { display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; } }
.chart { margin: 1rem 0; }
.chart img { display: block; width: 100%; max-width: 40rem; height: auto; }
.incidents { display: table; width: 100%; }
@media print {
  .chart { break-inside: avoid; }
  .chart img { max-width: 15cm; }
}
`;
