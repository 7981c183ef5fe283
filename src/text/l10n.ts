import { t as localized } from '@vscode/l10n';
import type { Part, Text } from './text.ts';

export { config } from '@vscode/l10n';

/**
 * A text in the person's language.
 * @param message a literal of ours, in English; `{0}` stands for the first part
 */
export function t(message: string, ...parts: readonly Part[]): Text {
  return localized(message, ...parts) as Text;
}
