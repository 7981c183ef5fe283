import type { Tone } from '../../webview/protocol.ts';
import type { ZoneState } from '../../zones/state.ts';
import type { Verdict } from '../../zones/verdict.ts';

export const STATE_TONES: Readonly<Record<ZoneState, Tone>> = {
  error: 'bad',
  'not-permitted': 'bad',
  'out-of-step': 'bad',
  behind: 'warning',
  overdue: 'warning',
  'never-transferred': 'warning',
  'no-peers': 'warning',
  'not-configured': 'neutral',
  loading: 'busy',
  'in-order': 'good',
};

export const VERDICT_TONES: Readonly<Record<Verdict['kind'], Tone>> = {
  'in-step': 'good',
  behind: 'warning',
  ahead: 'bad',
  disagree: 'bad',
  incomparable: 'bad',
  'never-transferred': 'warning',
  'notify-missing': 'warning',
  'one-primary-asked': 'warning',
  'name-server-older': 'warning',
  'primary-trouble': 'warning',
  'not-asked': 'warning',
  'nothing-to-compare': 'neutral',
};
