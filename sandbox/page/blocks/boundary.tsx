import { Component, type ComponentChildren } from "preact";
import type { Json } from "#sandbox/json.ts";
import { NotDrawn } from "./not-drawn.tsx";

type Props = {
  readonly type: string;
  readonly json: Json;
  readonly children: ComponentChildren;
};
type State = { readonly problem: string | null };

/** Keeps what cannot be drawn from taking the page with it. A class, because only those catch. */
export class Boundary extends Component<Props, State> {
  override state: State = { problem: null };

  static override getDerivedStateFromError(error: unknown): State {
    return { problem: error instanceof Error ? error.message : String(error) };
  }

  override componentDidUpdate(before: Props): void {
    // The app has sent something new, which may be drawn.
    const isNew = before.json !== this.props.json;
    if (isNew && this.state.problem !== null) this.setState({ problem: null });
  }

  override render(): ComponentChildren {
    const { type, json, children } = this.props;
    const { problem } = this.state;
    return problem === null ? children : <NotDrawn type={type} json={json} problem={problem} />;
  }
}
