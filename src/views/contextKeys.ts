import * as vscode from 'vscode';
import type { ZoneOrder } from '../zones/order.ts';
import type { Welcome } from './zones/welcome.ts';

/** Every context key of the extension, with its values. */
export interface ContextKeys {
  'secondaryDns.welcome': Welcome;
  'secondaryDns.signedIn': boolean;
  /** Not the contrary: neither is set until the stored sign-ins were read. */
  'secondaryDns.signedOut': boolean;
  'secondaryDns.order': ZoneOrder;
  'secondaryDns.filtered': boolean;
  'secondaryDns.environmentCredential': boolean;
}

/** Called with a context key that is set, and its value. */
export type ContextListener = <Key extends keyof ContextKeys>(key: Key, value: ContextKeys[Key]) => void;

/**
 * The one place that sets context keys; a value that stays is not set again.
 * Specified in test/ui/palette.test.ts.
 */
export class ContextKeySetter {
  readonly #known = new Map<keyof ContextKeys, unknown>();
  readonly #onSet: ContextListener;

  constructor(onSet: ContextListener) {
    this.#onSet = onSet;
  }

  set<Key extends keyof ContextKeys>(key: Key, value: ContextKeys[Key]): void {
    if (this.#known.get(key) !== value) {
      this.#known.set(key, value);
      void vscode.commands.executeCommand('setContext', key, value);
      this.#onSet(key, value);
    }
  }
}
