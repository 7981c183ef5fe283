import * as l10n from '@vscode/l10n';
import type { Failure } from '../../cloudflare/failure.ts';

/** What went wrong, and what to do next, each a sentence. */
export interface FailureText {
  readonly headline: string;
  readonly advice: string;
}

/** A failure in words. API texts in it are not escaped: the caller knows where they go. */
export function failureText(failure: Failure): FailureText {
  switch (failure.kind) {
    case 'cancelled':
      return { headline: l10n.t('The request was given up.'), advice: l10n.t('Refresh to ask again.') };
    case 'timeout':
      return {
        headline: l10n.t('Cloudflare did not answer in time.'),
        advice: l10n.t('Check the network and the proxy, then refresh.'),
      };
    case 'unreachable':
      return unreachableText(failure);
    case 'unauthenticated':
      return {
        headline: l10n.t('Cloudflare does not accept this credential.'),
        advice: l10n.t('It may be mistyped, revoked or expired: sign in again.'),
      };
    case 'forbidden':
      return {
        headline: l10n.t('The permission “{0}” is missing.', missingPermission(failure.path)),
        advice: l10n.t('Add it to the credential in the Cloudflare dashboard, for this account and zone.'),
      };
    case 'not-found':
      return {
        headline: l10n.t('Cloudflare does not know what was asked for.'),
        advice: l10n.t('Check the id: the zone may have been removed or belong to another account.'),
      };
    case 'rate-limited':
      return {
        headline: l10n.t('Cloudflare’s limit of requests is used up.'),
        advice: l10n.t(
          'It allows 1,200 requests in 5 minutes, the dashboard’s included: wait, then refresh.',
        ),
      };
    case 'server':
      return {
        headline: l10n.t('Cloudflare’s API has a fault (HTTP {0}).', failure.status ?? '5xx'),
        advice: l10n.t('Try again in a while; www.cloudflarestatus.com tells of outages.'),
      };
    case 'rejected':
      return {
        headline:
          failure.errors[0]?.message || l10n.t('Cloudflare refused (HTTP {0}).', failure.status ?? '?'),
        advice: l10n.t('See the details of the error.'),
      };
    case 'not-json':
      return {
        headline: l10n.t('The answer is not JSON.'),
        advice: l10n.t(
          'A proxy or a sign-in page may stand in between, or secondaryDns.apiBaseUrl is wrong.',
        ),
      };
    case 'unexpected-shape':
      return {
        headline: l10n.t('The answer is not what Cloudflare’s API documents.'),
        advice: l10n.t('Check secondaryDns.apiBaseUrl; the log says what came instead.'),
      };
    case 'too-large':
      return {
        headline: l10n.t('The answer is too large to be read.'),
        advice: l10n.t(
          'Something other than Cloudflare’s API may have answered: check secondaryDns.apiBaseUrl.',
        ),
      };
  }
}

function unreachableText({ networkCode }: Failure): FailureText {
  switch (networkCode) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {
        headline: l10n.t('The API’s host name could not be found.'),
        advice: l10n.t('Check the connection, the DNS resolver and secondaryDns.apiBaseUrl.'),
      };
    case 'ECONNREFUSED':
      return {
        headline: l10n.t('The API’s address refused the connection.'),
        advice: l10n.t('Check secondaryDns.apiBaseUrl, the firewall and the proxy.'),
      };
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return {
        headline: l10n.t('The connection was cut.'),
        advice: l10n.t('Something in between may have ended it: refresh to try again.'),
      };
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return {
        headline: l10n.t('No connection could be made in time.'),
        advice: l10n.t('Check the network, the firewall and the proxy.'),
      };
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return {
        headline: l10n.t('The certificate’s issuer is unknown ({0}).', networkCode),
        advice: l10n.t('A proxy may inspect TLS: add its certificate authority to the system’s.'),
      };
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return {
        headline: l10n.t('The certificate is not valid ({0}).', networkCode),
        advice: l10n.t('Check the clock of this machine and secondaryDns.apiBaseUrl.'),
      };
    default:
      return {
        headline: l10n.t('Cloudflare could not be reached ({0}).', networkCode ?? l10n.t('no code')),
        advice: l10n.t('Check the network and the proxy; the log says more.'),
      };
  }
}

/** The least permission that a question needs, as the dashboard names it. */
export function missingPermission(path: string): string {
  if (path.includes('/secondary_dns/incoming')) {
    return 'DNS Read';
  }
  return path.startsWith('/accounts/') ? 'Account Settings Read' : 'Zone Read';
}
