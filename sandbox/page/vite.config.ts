import { defineConfig } from "vite";

/** What a page in the making talks to: what `npm run demo` starts. */
const SANDBOX = "http://127.0.0.1:8081";

export default defineConfig({
  root: import.meta.dirname,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  server: {
    proxy: {
      "^/(_control|avatars)/": {
        target: SANDBOX,
        changeOrigin: true,
        // The sandbox refuses what comes from another place than its own page.
        headers: { origin: SANDBOX },
      },
    },
  },
  build: {
    // The page's security policy allows no data: addresses for scripts and styles.
    assetsInlineLimit: 0,
    emptyOutDir: true,
    modulePreload: { polyfill: false },
  },
});
