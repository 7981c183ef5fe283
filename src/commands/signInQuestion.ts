import { DEFAULT_BASE_URL, isLoopback } from '../cloudflare/baseUrl.ts';
import { type Whoami, writing } from '../cloudflare/whoami.ts';
import type { Identity } from '../credentials/identity.ts';
import * as l10n from '../text/l10n.ts';
import { type Block, cleanText, joined, lines, type Text, text } from '../text/text.ts';
import { calendarDay } from '../views/text/time.ts';

/** A credential that the API took and that is not kept yet, with what is known of it. */
export interface Candidate {
  readonly identity: Identity;
  /** Undefined where its zones cannot be listed. */
  readonly whoami: Whoami | undefined;
  /** Milliseconds since the epoch; undefined where it does not expire. */
  readonly expires: number | undefined;
}

/** What is asked before a credential is kept. */
export interface SignInQuestion {
  readonly message: Text;
  readonly detail: Block;
}

/** Names that are shown of a list. */
const MAX_NAMES = 12;

/** The host of an API, where it is not Cloudflare's own. */
export function foreignHost(baseUrl: string): Text | undefined {
  const { host } = new URL(baseUrl);
  return host === new URL(DEFAULT_BASE_URL).host ? undefined : cleanText(host);
}

/**
 * Whose a credential is, where it goes and what it may do. Nothing is asked of a token that only reads from an API on
 * this machine.
 * @param locale a BCP 47 tag
 */
export function signInQuestion(candidate: Candidate, locale: string): SignInQuestion | undefined {
  const { identity, whoami, expires } = candidate;
  const foreign = foreignHost(identity.baseUrl);
  const isKey = identity.credential.kind === 'key';
  const written = writing(whoami?.permissions ?? []);
  if (isLoopback(new URL(identity.baseUrl).hostname) && !isKey && written.length === 0) {
    return undefined;
  }
  const sentences = [
    foreign &&
      l10n.t(
        '{0} is not Cloudflare’s API. It has received this credential, and will receive it with each request.',
        foreign,
      ),
    ...ownership(whoami),
    isKey ? undefined : expiry(expires, locale),
    isKey ? keyWarning() : written.length > 0 ? writeWarning(written) : undefined,
  ];
  return {
    message: foreign
      ? l10n.t('Sign in to {0} as {1}?', foreign, identity.label)
      : l10n.t('Sign in as {0}?', identity.label),
    detail: lines(sentences.filter((sentence) => sentence !== undefined)),
  };
}

function ownership(whoami: Whoami | undefined): readonly Text[] {
  if (!whoami || whoami.accounts.length === 0) {
    return [l10n.t('It lists no zones, so that its accounts and permissions are not known.')];
  }
  return [
    l10n.t('Accounts: {0}', shortened(whoami.accounts)),
    ...(whoami.permissions.length > 0
      ? [l10n.t('Permissions for zones: {0}', shortened(whoami.permissions))]
      : []),
  ];
}

function expiry(expires: number | undefined, locale: string): Text {
  return expires === undefined
    ? l10n.t('It does not expire.')
    : l10n.t('It expires on {0}.', calendarDay(expires, locale));
}

function keyWarning(): Text {
  return l10n.t(
    'Warning: the global API key may do everything that its user may, in every account. Prefer an API token.',
  );
}

function writeWarning(written: readonly Text[]): Text {
  return l10n.t(
    'Warning: this token may also write ({0}). Nothing here needs that: prefer one with the least permissions.',
    shortened(written),
  );
}

function shortened(names: readonly Text[]): Text {
  const shown = names.slice(0, MAX_NAMES);
  return joined(names.length > shown.length ? [...shown, text`…`] : shown, ', ');
}
