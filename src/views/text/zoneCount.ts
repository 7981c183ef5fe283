import * as l10n from '@vscode/l10n';

/** How many zones, in words. */
export function zoneCount(count: number): string {
  return count === 1 ? l10n.t('1 zone') : l10n.t('{0} zones', count);
}
