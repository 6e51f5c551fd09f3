/** The style sheet of everything people read in a browser; the Content-Security-Policy allows it by its hash. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fdfdfb;
  --ink: #1f2328;
  --quiet: #5b636d;
  --line: #dfe1dc;
  --code: #f2f3ef;
  --link: #0b57a4;
  --callout: #eef4fb;
  --callout-edge: #3b7cc4;
  --warning: #fff4d6;
  --warning-edge: #b7791f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16191d;
    --ink: #dde1e6;
    --quiet: #98a2ad;
    --line: #30363d;
    --code: #1f242a;
    --link: #7fb8f5;
    --callout: #1a2532;
    --callout-edge: #4c8fd6;
    --warning: #2e2613;
    --warning-edge: #d69e2e;
  }
}
* { box-sizing: border-box; }
html { text-size-adjust: 100%; -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto;
  padding: 1.25rem 1.25rem 4rem;
  max-width: 48rem;
  background: var(--paper);
  color: var(--ink);
  font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  overflow-wrap: break-word;
}
a { color: var(--link); text-underline-offset: 0.15em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
h1 { margin: 1rem 0 0.25rem; font-size: 1.9rem; line-height: 1.2; letter-spacing: -0.01em; }
h2 {
  margin: 2.5rem 0 0.75rem;
  padding-top: 0.9rem;
  border-top: 1px solid var(--line);
  font-size: 1.35rem;
  line-height: 1.3;
}
h3 { margin: 1.75rem 0 0.5rem; font-size: 1.1rem; line-height: 1.35; }
h2, h3, h4 { scroll-margin-top: 1rem; }
p, ul, ol, pre, table, blockquote { margin: 0 0 1rem; }
ul, ol { padding-left: 1.6rem; }
li { margin: 0.3rem 0; }
ol > li { margin: 0.65rem 0; }
li > p { margin-bottom: 0.5rem; }
li > pre { margin: 0.5rem 0 0.75rem; }
ol > li::marker { font-weight: 600; color: var(--quiet); }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code { padding: 0.1em 0.3em; border-radius: 4px; background: var(--code); font-size: 0.88em; }
pre {
  overflow-x: auto;
  padding: 0.75rem 0.9rem;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--code);
  font-size: 0.875rem;
  line-height: 1.5;
}
pre code { padding: 0; background: none; font-size: inherit; }
table { display: block; overflow-x: auto; border-collapse: collapse; font-size: 0.95rem; }
th, td { padding: 0.4rem 0.75rem; border: 1px solid var(--line); text-align: left; vertical-align: top; }
th { background: var(--code); }
img { max-width: 100%; }
hr { margin: 2rem 0; border: 0; border-top: 1px solid var(--line); }
blockquote { padding: 0.6rem 1rem; border-left: 4px solid var(--line); color: var(--quiet); }
blockquote > :last-child { margin-bottom: 0; }
header { margin-bottom: 1rem; }
.top { font-size: 0.95rem; }
.facts { margin: 0; color: var(--quiet); font-size: 0.95rem; }
.contents { display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; margin: 0.9rem 0 1.25rem; font-size: 0.95rem; }
.contents a { padding: 0.2rem 0; }
.warning {
  margin: 1rem 0;
  padding: 0.6rem 1rem;
  border-left: 4px solid var(--warning-edge);
  background: var(--warning);
}
.body > ul:first-child {
  padding: 0.75rem 1rem;
  border-left: 4px solid var(--callout-edge);
  background: var(--callout);
  list-style: none;
}
.anchor { color: var(--quiet); font-weight: 400; text-decoration: none; opacity: 0; }
:is(h2, h3, h4):hover .anchor, .anchor:focus { opacity: 1; }
.list { padding: 0; list-style: none; }
.list li { margin: 0; padding: 0.75rem 0; border-bottom: 1px solid var(--line); }
.list a { font-size: 1.1rem; font-weight: 600; }
footer { margin-top: 3rem; padding-top: 0.9rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: 0.9rem; }
@media (max-width: 30rem) {
  body { padding: 0.9rem 0.9rem 3rem; }
  h1 { font-size: 1.55rem; }
  ul, ol { padding-left: 1.3rem; }
}
@media print {
  :root {
    --paper: #fff; --ink: #000; --quiet: #444; --line: #bbb; --code: #fff; --link: #000;
    --callout: #fff; --callout-edge: #000; --warning: #fff; --warning-edge: #000;
  }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  pre, td, th { white-space: pre-wrap; overflow-wrap: anywhere; }
  pre, li, tr { break-inside: avoid; }
  h1, h2, h3 { break-after: avoid; }
  .top, .contents, .anchor { display: none; }
  .body a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 0.85em; overflow-wrap: anywhere; }
}
`;
