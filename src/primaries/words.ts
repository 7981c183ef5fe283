import * as l10n from '../text/l10n.ts';
import { cleanText, formatted, type Text, text } from '../text/text.ts';
import {
  type CloudflareAddress,
  type KnownAddress,
  NEW_SOURCES,
  OLD_SOURCES_END,
  oldSourcesEnded,
  prefixesOf,
} from './cloudflareAddresses.ts';
import type { Doubt } from './doubt.ts';
import type { Finding } from './findings.ts';
import type { FamilyAnswer } from './judge.ts';

/** Why something cannot be told, as a sentence. Specified in test/unit/primaries. */
export function doubtText({ kind, subject: raw }: Doubt): Text {
  const subject = cleanText(raw);
  switch (kind) {
    case 'include-missing':
      return l10n.t('The included file {0} is not there.', subject);
    case 'include-unreadable':
      return l10n.t('The included file {0} could not be read.', subject);
    case 'include-cycle':
      return l10n.t('The included file {0} includes itself.', subject);
    case 'unknown-name':
      return l10n.t('{0} is not defined in the files that were read.', subject);
    case 'server-knows':
      return l10n.t('Only the running server knows which addresses {0} stands for.', subject);
    case 'version':
      return l10n.t('The default of {0} depends on the version of the server.', subject);
    case 'database':
      return l10n.t('The answer is in the server’s database. This command shows it: {0}', subject);
    case 'name-servers':
      return l10n.t('The addresses of the zone’s name servers decide ({0}).', subject);
    case 'placeholder':
      return l10n.t('{0} is a placeholder that has yet to be replaced.', subject);
    case 'template':
      return l10n.t('The template {0} was not evaluated.', subject);
    case 'syntax':
      return l10n.t('This was not understood: {0}', subject);
    case 'too-deep':
      return l10n.t('The blocks are nested too deeply.');
    case 'too-large':
      return l10n.t('The file is too large to be read.');
    case 'not-text':
      return l10n.t('The file is not text in an encoding that is understood.');
    case 'elsewhere':
      return l10n.t('What decides is in another file of the configuration: {0}', subject);
    case 'transport':
      return l10n.t('It depends on the port or the transport: {0}', subject);
  }
}

/** When and in which language something is said. `now` is milliseconds since the epoch. */
export interface Telling {
  readonly now: number;
  /** A BCP 47 tag. */
  readonly locale: string;
}

/** A finding as one sentence, with the zones that it is so for. */
export function findingText(finding: Finding, telling: Telling): Text {
  const advice = adviceText(finding, telling);
  return finding.zones.length === 0 ? advice : text`${zonesText(finding.zones, telling.locale)}: ${advice}`;
}

/** A finding without its zones: what is so, and what to do. */
export function adviceText(finding: Finding, telling: Telling): Text {
  const prefixes = prefixesOf(finding.addresses);
  switch (finding.kind) {
    case 'old-address':
      return endText(finding.addresses[0], telling);
    case 'dead-address':
      return l10n.t('Cloudflare stopped using {0} years ago. It can be removed.', prefixes);
    case 'missing-new':
      return shortText(finding, telling, prefixes);
    case 'refused':
      return l10n.t('Cloudflare may not transfer. If it is a secondary of this zone, allow {0}.', prefixes);
    case 'missing-notify':
      return l10n.t('no NOTIFY is sent to {0}.', prefixes);
    case 'notify-off':
      return l10n.t('NOTIFY is off, so Cloudflare sees a new serial only at its next check.');
    case 'doubt':
      return finding.doubt === undefined ? text`` : doubtText(finding.doubt);
  }
}

function shortText(finding: Finding, telling: Telling, prefixes: Text): Text {
  if (!finding.onlyOld) {
    return l10n.t('not all of Cloudflare’s addresses may transfer. Allow {0} too.', prefixes);
  }
  return oldSourcesEnded(telling.now)
    ? l10n.t(
        'only addresses that ended on {0} may transfer, so transfers are refused. Allow {1}.',
        OLD_SOURCES_END,
        prefixes,
      )
    : l10n.t(
        'only addresses that end on {0} ({1}) may transfer. Allow {2} too.',
        OLD_SOURCES_END,
        untilText(telling),
        prefixes,
      );
}

/** When an address ends, or that it has ended. */
export function endText(address: CloudflareAddress | undefined, telling: Telling): Text {
  const { prefix = text``, until = text`` } = address ?? {};
  return oldSourcesEnded(telling.now)
    ? l10n.t('Cloudflare no longer transfers from {0}, since {1}.', prefix, until)
    : l10n.t('Cloudflare stops transferring from {0} on {1} ({2}).', prefix, until, untilText(telling));
}

/** How far away the end of the old addresses is: "in 7 days". */
function untilText({ now, locale }: Telling): Text {
  const days = Math.ceil((Date.parse(OLD_SOURCES_END) - now) / 86_400_000);
  return formatted(formatsOf(locale).relative.format(days, 'day'));
}

interface Formats {
  readonly relative: Intl.RelativeTimeFormat;
  readonly number: Intl.NumberFormat;
}

const formats = new Map<string, Formats>();

/** Making a format takes longer than using it a thousand times. */
function formatsOf(locale: string): Formats {
  const known = formats.get(locale) ?? {
    relative: new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
    number: new Intl.NumberFormat(locale),
  };
  formats.set(locale, known);
  return known;
}

/** The first zone by name, and how many more there are. */
function zonesText(zones: readonly string[], locale: string): Text {
  const [first = '', ...more] = zones;
  const name = cleanText(first);
  return more.length === 0
    ? name
    : l10n.t('{0} and {1} more', name, formatted(formatsOf(locale).number.format(more.length)));
}

/** What an address of Cloudflare's is to a primary, as sentences. */
export function knownAddressText({ standing, address }: KnownAddress, telling: Telling): Text {
  switch (standing) {
    case 'new':
      return l10n.t(
        'Cloudflare transfers from {0}, since {1}. A primary must allow it.',
        address.prefix,
        address.from ?? text``,
      );
    case 'old':
      return text`${endText(address, telling)} ${l10n.t('The new addresses are {0}.', prefixesOf(NEW_SOURCES))}`;
    case 'notify':
      return l10n.t(
        'Cloudflare takes NOTIFY at {0}, port 53. Transfers come from elsewhere.',
        address.prefix,
      );
    case 'serve':
      return l10n.t(
        'Here Cloudflare as a primary answers other secondaries. It does not transfer from {0}.',
        address.prefix,
      );
    case 'dead':
      return l10n.t('Cloudflare stopped using {0} years ago. It can be removed.', address.prefix);
  }
}

/** An answer for a family of addresses or for one source, in a few words. */
export function answerText(answer: FamilyAnswer, now: number): Text {
  switch (answer) {
    case 'allowed':
      return l10n.t('allowed');
    case 'allowed-with-key':
      return l10n.t('allowed with a key');
    case 'only-old':
      return oldSourcesEnded(now)
        ? l10n.t('only old addresses, no longer since {0}', OLD_SOURCES_END)
        : l10n.t('only old addresses, until {0}', OLD_SOURCES_END);
    case 'partly':
      return l10n.t('only in part');
    case 'refused':
      return l10n.t('refused');
    case 'cannot-tell':
      return l10n.t('cannot tell');
  }
}
