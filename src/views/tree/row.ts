import type { StateIcon } from '../text/stateText.ts';

/** How a row looks, as data. API texts are not escaped: escape them where they become markup. */
export interface Row {
  readonly label: string;
  readonly description: string;
  readonly icon: StateIcon;
  /** What a screen reader says. */
  readonly spoken: string;
}

/** A tooltip: a heading, then sentences, then facts. */
export interface Tooltip {
  readonly heading: string;
  readonly sentences: readonly string[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
}
