import type { Text } from '../../text/text.ts';
import type { StateIcon } from '../text/stateText.ts';

/** How a row looks, as data. */
export interface Row {
  readonly label: Text;
  readonly description: Text;
  readonly icon: StateIcon;
  /** What a screen reader says. */
  readonly spoken: Text;
}

/** A tooltip: a heading, then sentences, then facts. */
export interface Tooltip {
  readonly heading: Text;
  readonly sentences: readonly Text[];
  readonly facts: readonly { readonly label: Text; readonly value: Text }[];
}
