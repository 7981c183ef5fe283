import * as l10n from '../../text/l10n.ts';
import type { Primaries, ServerRow, Tone } from '../../webview/protocol.ts';
import type { Check, NotAsked, PrimaryView } from '../../zones/check.ts';
import { verdicts } from '../../zones/verdict.ts';
import type { Zone } from '../../zones/zone.ts';
import { answerText } from '../text/answerText.ts';
import type { DisplayContext } from '../text/displayContext.ts';
import { absoluteTime } from '../text/time.ts';
import { verdictText, verdictTone } from '../text/verdictText.ts';

/** What the primaries said, and what to make of it; undefined for a zone that has none to ask. */
export function evidence(zone: Zone, context: DisplayContext): Primaries | undefined {
  const { incoming, check } = zone;
  if (!incoming?.peers?.length) {
    return undefined;
  }
  if (!check) {
    return {
      verdicts: [],
      servers: [],
      asked: undefined,
      note: l10n.t('The primaries have not been asked yet. A check asks each of them for its serial.'),
    };
  }
  return {
    verdicts: verdicts(zone, check).map((verdict) => ({
      tone: verdictTone(verdict),
      ...verdictText(verdict, context),
    })),
    servers: servers(check, context.locale),
    asked: { time: check.at, value: absoluteTime(check.at, context.locale) },
    note: undefined,
  };
}

function servers({ primaries, nameServers }: Check, locale: string): readonly ServerRow[] {
  return [
    ...primaries.map((primary) => primaryRow(primary, locale)),
    ...nameServers.map(({ name, at, answer }) => ({
      name,
      address: at,
      role: l10n.t('Cloudflare'),
      said: answerText(answer),
      tone: toneOf(answer.kind),
      signed: l10n.t('no'),
      since: undefined,
    })),
  ];
}

function primaryRow(primary: PrimaryView, locale: string): ServerRow {
  const { name, at, answer, notAsked, signed, since } = primary;
  return {
    name,
    address: at || undefined,
    role: l10n.t('Primary'),
    said: answer ? answerText(answer) : notAsked ? notAskedText(notAsked) : l10n.t('cancelled'),
    tone: toneOf(answer?.kind),
    signed: signed ? l10n.t('yes') : l10n.t('no'),
    since: since === undefined ? undefined : { time: since, value: absoluteTime(since, locale) },
  };
}

function toneOf(kind: string | undefined): Tone {
  return kind === 'ok' ? 'good' : 'warning';
}

function notAskedText(why: NotAsked): string {
  switch (why) {
    case 'gone':
      return l10n.t('not asked: no longer in the account');
    case 'unknown':
      return l10n.t('not asked: its address is not known');
    case 'no-address':
      return l10n.t('not asked: it has no address');
    case 'port-zero':
      return l10n.t('not asked: its port is 0');
    case 'private-address':
      return l10n.t('not asked: Cloudflare cannot reach a private address');
    case 'unusable-address':
      return l10n.t('not asked: no server can be reached at this address');
    case 'too-many':
      return l10n.t('not asked: the zone has more peers than are asked');
  }
}
