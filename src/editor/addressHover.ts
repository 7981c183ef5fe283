import * as vscode from 'vscode';
import { readRange } from '../primaries/addressRange.ts';
import { knownAddress } from '../primaries/cloudflareAddresses.ts';
import { knownAddressText, type Telling } from '../primaries/words.ts';
import { sourcedMarkdown } from '../views/markdown.ts';
import type { Configurations } from './configurations.ts';

const ADDRESS = /[0-9a-fA-F:.]{2,}(\/\d{1,3})?/;

/**
 * Says what an address of Cloudflare's is, in a file that belongs to a known configuration.
 * Specified in test/ui/primaryConfigurations.test.ts.
 */
export class AddressHover implements vscode.HoverProvider {
  readonly #configurations: Configurations;
  readonly #telling: () => Telling;

  constructor(configurations: Configurations, telling: () => Telling) {
    this.#configurations = configurations;
    this.#telling = telling;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const word = document.getWordRangeAtPosition(position, ADDRESS);
    if (word === undefined || this.#configurations.of(document.uri).length === 0) return undefined;
    const range = readRange(document.getText(word));
    const known = range && knownAddress(range);
    if (known === undefined) return undefined;
    const words = knownAddressText(known, this.#telling());
    return new vscode.Hover(sourcedMarkdown(words, known.address.source), word);
  }
}
