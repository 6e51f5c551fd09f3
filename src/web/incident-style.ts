import { PAGE_STYLE } from "#intake/http/page-style.ts";

/** How incidents look; a chart keeps its white card in the dark and on paper. */
export const INCIDENT_STYLE = `${PAGE_STYLE}
body { max-width: 60rem; }
@media screen { .top { display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; } }
.charts { display: flex; flex-wrap: wrap; gap: 1rem; }
.chart { flex: 1 1 20rem; max-width: 34rem; margin: 1rem 0; }
.chart img { display: block; width: 100%; height: auto; }
.incidents td:first-child { min-width: 11rem; overflow-wrap: anywhere; }
@media print {
  .chart { break-inside: avoid; }
  .chart { max-width: 12cm; }
}
`;
