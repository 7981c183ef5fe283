import { OLD_SOURCES_END, oldSourcesEnded } from '../../primaries/cloudflareAddresses.ts';
import * as l10n from '../../text/l10n.ts';
import { type Text, text } from '../../text/text.ts';
import type { PrimaryStatement } from '../../zones/zone.ts';

/** What a primary's configuration says, with its place, as half a sentence. @param now milliseconds since the epoch */
export function statementText({ place, answer, key = text`` }: PrimaryStatement, now: number): Text {
  switch (answer) {
    case 'allowed':
      return l10n.t('{0} lets Cloudflare transfer', place);
    case 'allowed-with-key':
      return l10n.t('{0} lets Cloudflare transfer with the key {1}', place, key);
    case 'partly':
      return l10n.t('{0} allows only some of Cloudflare’s addresses', place);
    case 'only-old':
      return oldSourcesEnded(now)
        ? l10n.t('{0} allows only addresses that ended on {1}', place, OLD_SOURCES_END)
        : l10n.t('{0} allows only addresses that end on {1}', place, OLD_SOURCES_END);
    case 'refused':
      return l10n.t('{0} does not let Cloudflare transfer', place);
    case 'cannot-tell':
      return l10n.t('{0} does not tell whether Cloudflare may transfer', place);
  }
}

/** Whether transfers fail by this statement, now or on the day when the old addresses end. */
export function isTroubling({ answer }: PrimaryStatement): boolean {
  return answer === 'only-old' || answer === 'refused' || answer === 'partly';
}
