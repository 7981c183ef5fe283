import * as l10n from '@vscode/l10n';
import type { ZoneState } from '../../zones/state.ts';

/** A state in two or three words. */
export function stateText(state: ZoneState): string {
  switch (state) {
    case 'error':
      return l10n.t('Error');
    case 'not-permitted':
      return l10n.t('Not permitted');
    case 'out-of-step':
      return l10n.t('Out of step');
    case 'behind':
      return l10n.t('Behind');
    case 'overdue':
      return l10n.t('Overdue');
    case 'never-transferred':
      return l10n.t('Never transferred');
    case 'no-peers':
      return l10n.t('No peers');
    case 'not-configured':
      return l10n.t('Not configured');
    case 'loading':
      return l10n.t('Loading');
    case 'in-order':
      return l10n.t('In order');
  }
}

/** A codicon and the id of a theme colour: the shapes differ, so that no state is told by colour alone. */
export interface StateIcon {
  readonly icon: string;
  readonly color: string | undefined;
}

export const STATE_ICONS: Readonly<Record<ZoneState, StateIcon>> = {
  error: { icon: 'error', color: 'problemsErrorIcon.foreground' },
  'not-permitted': { icon: 'lock', color: 'problemsErrorIcon.foreground' },
  'out-of-step': { icon: 'git-compare', color: 'problemsErrorIcon.foreground' },
  behind: { icon: 'arrow-circle-down', color: 'problemsWarningIcon.foreground' },
  overdue: { icon: 'warning', color: 'problemsWarningIcon.foreground' },
  'never-transferred': { icon: 'circle-large-outline', color: 'problemsWarningIcon.foreground' },
  'no-peers': { icon: 'debug-disconnect', color: 'problemsWarningIcon.foreground' },
  'not-configured': { icon: 'circle-slash', color: 'descriptionForeground' },
  loading: { icon: 'loading~spin', color: undefined },
  'in-order': { icon: 'pass', color: 'charts.green' },
};
