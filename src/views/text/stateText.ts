import * as l10n from '../../text/l10n.ts';
import { lowerCase, type Text, text } from '../../text/text.ts';
import type { Tone } from '../../webview/protocol.ts';
import type { ZoneState } from '../../zones/state.ts';

/** A codicon and the id of a theme colour: the shapes differ, so that no state is shown by colour alone. */
export interface StateIcon {
  readonly icon: string;
  readonly color: string | undefined;
}

/** How a state is shown. Texts are functions, since the language is known only when the extension runs. */
interface StateTexts extends StateIcon {
  /** Two or three words. */
  readonly name: () => Text;
  readonly tone: Tone;
  /** How a row's description begins; undefined where it begins with the facts. */
  readonly rowStart: 'name' | (() => Text) | undefined;
  /** Whether the row shows facts of the config beside the state. */
  readonly hasFacts: boolean;
}

const ERROR = 'problemsErrorIcon.foreground';
const WARNING = 'problemsWarningIcon.foreground';

const TEXTS: Readonly<Record<ZoneState, StateTexts>> = {
  error: {
    name: () => l10n.t('Error'),
    icon: 'error',
    color: ERROR,
    tone: 'bad',
    rowStart: undefined,
    hasFacts: true,
  },
  'not-permitted': {
    name: () => l10n.t('Not permitted'),
    icon: 'lock',
    color: ERROR,
    tone: 'bad',
    rowStart: undefined,
    hasFacts: true,
  },
  'out-of-step': {
    name: () => l10n.t('Out of step'),
    icon: 'git-compare',
    color: ERROR,
    tone: 'bad',
    rowStart: 'name',
    hasFacts: true,
  },
  behind: {
    name: () => l10n.t('Behind'),
    icon: 'arrow-circle-down',
    color: WARNING,
    tone: 'warning',
    rowStart: 'name',
    hasFacts: true,
  },
  overdue: {
    name: () => l10n.t('Overdue'),
    icon: 'warning',
    color: WARNING,
    tone: 'warning',
    rowStart: 'name',
    hasFacts: true,
  },
  'never-transferred': {
    name: () => l10n.t('Never transferred'),
    icon: 'circle-large-outline',
    color: WARNING,
    tone: 'warning',
    rowStart: 'name',
    hasFacts: false,
  },
  'no-peers': {
    name: () => l10n.t('No peers'),
    icon: 'debug-disconnect',
    color: WARNING,
    tone: 'warning',
    rowStart: () => l10n.t('no peers to transfer from'),
    hasFacts: false,
  },
  'not-configured': {
    name: () => l10n.t('Not configured'),
    icon: 'circle-slash',
    color: 'descriptionForeground',
    tone: 'neutral',
    rowStart: () => l10n.t('no incoming transfer'),
    hasFacts: false,
  },
  loading: {
    name: () => l10n.t('Loading'),
    icon: 'loading~spin',
    color: undefined,
    tone: 'busy',
    rowStart: undefined,
    hasFacts: false,
  },
  'in-order': {
    name: () => l10n.t('In order'),
    icon: 'pass',
    color: 'charts.green',
    tone: 'good',
    rowStart: undefined,
    hasFacts: true,
  },
};

/** A state in two or three words. */
export function stateText(state: ZoneState): Text {
  return TEXTS[state].name();
}

export function stateIcon(state: ZoneState): StateIcon {
  const { icon, color } = TEXTS[state];
  return { icon, color };
}

/** How a state stands out on the details page. */
export function stateTone(state: ZoneState): Tone {
  return TEXTS[state].tone;
}

/** How a row's description begins; empty where its facts say the state. @param locale a BCP 47 tag */
export function rowStart(state: ZoneState, locale: string): Text {
  const start = TEXTS[state].rowStart;
  return start === 'name' ? lowerCase(stateText(state), locale) : (start?.() ?? text``);
}

/** Whether a row in this state shows facts of the config. */
export function hasFacts(state: ZoneState): boolean {
  return TEXTS[state].hasFacts;
}
