import type { Failure } from '../../cloudflare/failure.ts';
import * as l10n from '../../text/l10n.ts';
import { cleanText, type Text, text } from '../../text/text.ts';

/** What went wrong, and what to do next, each a sentence. */
export interface FailureText {
  readonly headline: Text;
  readonly advice: Text;
}

/** Starts the code of a failure at the proxy; the API's own have none. */
const PROXY_PREFIX = 'PROXY_';

/** OpenSSL's words for a certificate whose issuer is not trusted. */
const UNTRUSTED_CODES: ReadonlySet<string> = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** A failure in words. API texts in it are not escaped: the caller knows where they go. */
export function failureText(failure: Failure): FailureText {
  switch (failure.kind) {
    case 'cancelled':
      return { headline: l10n.t('The request was cancelled.'), advice: l10n.t('Refresh to ask again.') };
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
        headline: l10n.t('Cloudflare’s API has a fault (HTTP {0}).', failure.status ?? text`5xx`),
        advice: l10n.t('Try again in a while; www.cloudflarestatus.com reports outages.'),
      };
    case 'rejected':
      return rejectedText(failure);
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

function rejectedText({ status = 0, errors }: Failure): FailureText {
  if (status === 407) {
    return proxyCredentialText();
  }
  if (status >= 300 && status < 400) {
    return {
      headline: l10n.t('The answer is a redirect (HTTP {0}), which is not followed.', status),
      advice: l10n.t('A proxy or a sign-in page may stand in between, or secondaryDns.apiBaseUrl is wrong.'),
    };
  }
  return {
    headline:
      sentence(errors[0]?.message ?? text``) || l10n.t('Cloudflare refused (HTTP {0}).', status || text`?`),
    advice: l10n.t('See the details of the error.'),
  };
}

/** A text of the API with a full stop, where it has no end. */
function sentence(words: Text): Text {
  const trimmed = cleanText(words.trim());
  return /[\p{L}\p{N})\]"'”’>]$/u.test(trimmed) ? text`${trimmed}.` : trimmed;
}

function unreachableText({ networkCode = text`` }: Failure): FailureText {
  return networkCode.startsWith(PROXY_PREFIX)
    ? proxyText(cleanText(networkCode.slice(PROXY_PREFIX.length)))
    : apiText(networkCode);
}

/** What went wrong between this machine and the API. */
function apiText(networkCode: Text): FailureText {
  if (UNTRUSTED_CODES.has(networkCode)) {
    return {
      headline: l10n.t('The certificate’s issuer is unknown ({0}).', networkCode),
      advice: l10n.t(
        'A proxy may inspect TLS: add its certificate authority to the system’s, and keep http.systemCertificates on.',
      ),
    };
  }
  if (/^(Z_|ERR_*BROTLI|ERR__ERROR)/.test(networkCode)) {
    return {
      headline: l10n.t('The answer came damaged ({0}).', networkCode),
      advice: l10n.t('A proxy may have changed it on its way: refresh to try again.'),
    };
  }
  if (/^(ERR_SSL_|EPROTO$|HPE_|ERR_HTTP2_)/.test(networkCode)) {
    return {
      headline: l10n.t('What answered does not speak HTTPS as expected ({0}).', networkCode),
      advice: l10n.t('Check the proxy, and the port in secondaryDns.apiBaseUrl.'),
    };
  }
  return connectionText(networkCode);
}

function connectionText(networkCode: Text): FailureText {
  switch (networkCode) {
    case 'TLS_NOT_CHECKED':
      return {
        headline: l10n.t('Nothing was sent: VS Code would not check the API’s certificate.'),
        advice: l10n.t('Unset NODE_TLS_REJECT_UNAUTHORIZED for VS Code, and keep http.proxyStrictSSL on.'),
      };
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
    case 'UND_ERR_INFO':
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
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
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
      return {
        headline: l10n.t('There is no way to the API’s address ({0}).', networkCode),
        advice: l10n.t('Check that this machine is online, its VPN and its firewall.'),
      };
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return {
        headline: l10n.t('The certificate is not valid now ({0}).', networkCode),
        advice: l10n.t('Check the clock of this machine and secondaryDns.apiBaseUrl.'),
      };
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return {
        headline: l10n.t('The certificate is another host’s.'),
        advice: l10n.t('Check secondaryDns.apiBaseUrl; a sign-in page or a proxy may have answered.'),
      };
    default:
      return {
        headline: l10n.t('Cloudflare could not be reached ({0}).', networkCode || l10n.t('no code')),
        advice: l10n.t('Check the network and the proxy; the log says more.'),
      };
  }
}

/** What went wrong between this machine and the proxy: an HTTP status, or the code of a network failure. */
function proxyText(reason: Text): FailureText {
  if (reason === '407') {
    return proxyCredentialText();
  }
  if (/^\d+$/.test(reason)) {
    return {
      headline: l10n.t('The proxy refused to connect to the API (HTTP {0}).', reason),
      advice: l10n.t('Have the API’s host allowed there, or add it to http.noProxy.'),
    };
  }
  if (UNTRUSTED_CODES.has(reason) || /CERT/.test(reason)) {
    return {
      headline: l10n.t('The proxy’s certificate is not trusted ({0}).', reason),
      advice: l10n.t('Add its certificate authority to the system’s, or turn http.proxyStrictSSL off.'),
    };
  }
  return {
    headline: l10n.t('The proxy could not be reached ({0}).', reason),
    advice: l10n.t('Check http.proxy and the environment variable HTTPS_PROXY.'),
  };
}

function proxyCredentialText(): FailureText {
  return {
    headline: l10n.t('The proxy wants other credentials (HTTP 407).'),
    advice: l10n.t('Set http.proxyAuthorization, or put them into the address in http.proxy.'),
  };
}

/** The least permission that a question needs, as the dashboard names it. */
export function missingPermission(path: Text): Text {
  if (path.includes('/secondary_dns/incoming')) {
    return text`DNS Read`;
  }
  return path.startsWith('/accounts/') ? text`Account Settings Read` : text`Zone Read`;
}
