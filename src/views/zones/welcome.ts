import type { ZoneStore } from '../../zones/store.ts';

/** What the view shows in place of zones, or that it shows zones: the value of `secondaryDns.welcome`. */
export type Welcome =
  | 'wrongSetting'
  | 'signedOut'
  | 'loading'
  | 'noZones'
  | 'filteredOut'
  | 'offline'
  | 'notPermitted'
  | 'rejectedCredential'
  | 'failed'
  | 'zones';

/**
 * What the view shows. Zones that are known are shown whatever happens to the list meanwhile.
 * @param shown how many zones the filter lets through
 */
export function welcomeOf(
  store: ZoneStore,
  facts: { readonly settingIsWrong: boolean; readonly shown: number },
): Welcome {
  if (facts.settingIsWrong) {
    return 'wrongSetting';
  }
  if (store.listings.size === 0) {
    return 'signedOut';
  }
  if (store.zones.size > 0) {
    return facts.shown > 0 ? 'zones' : 'filteredOut';
  }
  const listings = [...store.listings.values()];
  if (listings.some(({ status }) => status === 'loading' || status === 'unread')) {
    return 'loading';
  }
  const failure = listings.find(({ failure }) => failure)?.failure;
  switch (failure?.kind) {
    case undefined:
      return listings.every(({ status }) => status === 'complete') ? 'noZones' : 'failed';
    case 'unreachable':
    case 'timeout':
      return 'offline';
    case 'forbidden':
      return 'notPermitted';
    case 'unauthenticated':
      return 'rejectedCredential';
    default:
      return 'failed';
  }
}
