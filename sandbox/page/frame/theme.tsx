import { effect, signal } from "@preact/signals";
import type { VNode } from "preact";

const THEMES = ["system", "light", "dark"] as const;

type Theme = (typeof THEMES)[number];

const KEY = "sandbox theme";

const theme = signal<Theme>("system");

/** From now on the page looks as was chosen in this browser. */
export function followTheme(): void {
  theme.value = themeCalled(localStorage.getItem(KEY));
  effect(() => {
    const { dataset } = document.documentElement;
    if (theme.value === "system") delete dataset["theme"];
    else dataset["theme"] = theme.value;
    localStorage.setItem(KEY, theme.value);
  });
}

export function ThemeSwitch(): VNode {
  return (
    <label class="theme-switch">
      <span>Theme</span>
      <select
        value={theme.value}
        onChange={({ currentTarget }) => {
          theme.value = themeCalled(currentTarget.value);
        }}
      >
        {THEMES.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function themeCalled(name: string | null): Theme {
  return THEMES.find((known) => known === name) ?? "system";
}
