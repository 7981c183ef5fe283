import type { Failure } from '../../cloudflare/failure.ts';
import {
  NEW_SOURCES,
  OLD_SOURCES,
  OLD_SOURCES_END,
  oldSourcesEnded,
  prefixesOf,
} from '../../primaries/cloudflareAddresses.ts';
import * as l10n from '../../text/l10n.ts';
import { joined } from '../../text/text.ts';
import type { Banner, Field } from '../../webview/protocol.ts';
import { nextCheckAt, overdueAt, type ZoneState, zoneState } from '../../zones/state.ts';
import { verdicts } from '../../zones/verdict.ts';
import type { Zone } from '../../zones/zone.ts';
import type { DisplayContext } from '../text/displayContext.ts';
import { failureText } from '../text/failureText.ts';
import { stateText, stateTone } from '../text/stateText.ts';
import { absoluteTime } from '../text/time.ts';
import { verdictText } from '../text/verdictText.ts';

/** A zone's state in words: what it is, why, and what to do about it. */
export function banner(zone: Zone, context: DisplayContext): Banner {
  const state = zoneState(zone, context.now, context.overdueFactor);
  const texts = zone.failure ? failed(zone, zone.failure, context) : TEXTS[state](zone, context);
  return { tone: stateTone(state), headline: stateText(state), facts: [], advice: [], ...texts };
}

/** The zone is no longer known: removed, or its credential signed out. */
export function goneBanner(): Banner {
  return {
    tone: 'neutral',
    headline: l10n.t('This zone is not known here'),
    explanation: l10n.t(
      'It was removed from the list, or no credential that may read it is signed in. Nothing of it is kept on this page.',
    ),
    facts: [],
    advice: [l10n.t('Sign in, or add the zone by its id: this page then fills again.')],
  };
}

type Texts = Pick<Banner, 'explanation'> & Partial<Pick<Banner, 'facts' | 'advice'>>;

const TEXTS: Readonly<Record<ZoneState, (zone: Zone, context: DisplayContext) => Texts>> = {
  'in-order': inOrder,
  'out-of-step': compared,
  behind: compared,
  overdue,
  'never-transferred': (zone, { locale, now }) => ({
    explanation: l10n.t(
      'Cloudflare holds no copy of this zone: no transfer has succeeded since it was set up.',
    ),
    facts: times([['created', l10n.t('Set up'), parsed(zone.incoming?.createdTime)]], locale),
    advice: transferAdvice(now),
  }),
  'no-peers': () => ({
    explanation: l10n.t('The configuration names no peer, so Cloudflare has no primary to transfer from.'),
    advice: [l10n.t('Link a peer to the zone in the Cloudflare dashboard.')],
  }),
  'not-configured': () => ({
    explanation: l10n.t('The zone has no incoming transfer configuration.'),
    advice: [l10n.t('Set a refresh time and peers for it in the Cloudflare dashboard.')],
  }),
  loading: (zone) => ({
    explanation: zone.loading
      ? l10n.t('Cloudflare is being asked for the configuration.')
      : l10n.t('The configuration has not been read yet.'),
  }),
  error: (zone) => ({
    explanation: l10n.t(
      'The API sent fields of another type than it documents, so the state of this zone cannot be told: {0}.',
      joined(
        (zone.incoming?.problems ?? []).map(({ field }) => field),
        ', ',
      ),
    ),
    advice: [l10n.t('They are marked below; the raw JSON shows what came.')],
  }),
  // A zone is in this state by its failure alone, which has its own words.
  'not-permitted': () => ({ explanation: '' }),
};

function inOrder(zone: Zone, { overdueFactor }: DisplayContext): Texts {
  return {
    explanation:
      overdueAt(zone, overdueFactor) === undefined
        ? l10n.t(
            'Cloudflare holds a copy of this zone. Whether its primary is checked on time cannot be told: the API did not report the last check or the refresh time.',
          )
        : l10n.t('Cloudflare holds a copy of this zone and checks its primary on time.'),
    advice: zone.incoming?.problems.length
      ? [l10n.t('Some fields are not of the documented type: they are marked below.')]
      : [],
  };
}

/** What the check of the primaries says. What may explain it stands with the evidence, directly below. */
function compared(zone: Zone, context: DisplayContext): Texts {
  const found = zone.check ? verdicts(zone, zone.check) : [];
  const decisive = found.find(({ kind }) => kind !== 'in-step');
  const text = decisive && verdictText(decisive, context);
  return { explanation: text?.sentence ?? '', advice: text?.advice ? [text.advice] : [] };
}

function overdue(zone: Zone, { now, overdueFactor, locale }: DisplayContext): Texts {
  return {
    explanation: l10n.t(
      'More than {0} refresh times have gone by without a check of the primary: the checks seem to fail, and the copy may be out of date.',
      overdueFactor,
    ),
    facts: times(
      [
        ['checked', l10n.t('Last check'), parsed(zone.incoming?.checkedTime)],
        ['due', l10n.t('Next check was due'), nextCheckAt(zone)],
        ['overdueSince', l10n.t('Overdue since'), overdueAt(zone, overdueFactor)],
      ],
      locale,
    ),
    advice: transferAdvice(now),
  };
}

function failed(zone: Zone, failure: Failure, context: DisplayContext): Texts {
  const { headline, advice } = failureText(failure);
  const texts = {
    explanation: `${headline} ${advice}`,
    advice: zone.loading ? [l10n.t('Another attempt is under way.')] : [],
  };
  if (zone.readAt === undefined) {
    return texts;
  }
  const { now, overdueFactor, locale } = context;
  const then = zoneState({ ...zone, failure: undefined }, now, overdueFactor);
  return {
    ...texts,
    facts: [
      ...times([['kept', l10n.t('Last good answer, kept below'), zone.readAt]], locale),
      { key: 'keptState', label: l10n.t('State by that answer'), value: stateText(then) },
    ],
  };
}

function transferAdvice(now: number): readonly string[] {
  return [
    l10n.t(
      'The primary must let Cloudflare transfer: its ACL and firewall allow {0}.',
      prefixesOf(NEW_SOURCES),
    ),
    oldSourcesEnded(now)
      ? l10n.t(
          'The older addresses ({0}) no longer work, since {1}.',
          prefixesOf(OLD_SOURCES),
          OLD_SOURCES_END,
        )
      : l10n.t(
          'Allowing only the older addresses ({0}) works until {1}.',
          prefixesOf(OLD_SOURCES),
          OLD_SOURCES_END,
        ),
    l10n.t('The peers below must have the address and port of the primary.'),
    l10n.t('With TSIG, name, algorithm and secret must be exactly equal on both sides.'),
  ];
}

function parsed(time: string | undefined): number | undefined {
  return time === undefined ? undefined : Date.parse(time);
}

function times(
  facts: readonly (readonly [key: string, label: string, time: number | undefined])[],
  locale: string,
): readonly Field[] {
  return facts.flatMap(([key, label, time]) =>
    time === undefined ? [] : [{ key, label, value: absoluteTime(time, locale), time }],
  );
}
