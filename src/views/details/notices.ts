import type { ApiNotice, Failure } from '../../cloudflare/failure.ts';
import * as l10n from '../../text/l10n.ts';
import { cleanText } from '../../text/text.ts';
import type { Notice, Tone } from '../../webview/protocol.ts';
import type { Zone } from '../../zones/zone.ts';

/** The errors and messages of a zone's last answers, and the request that failed. */
export function notices({ failure, messages }: Zone): readonly Notice[] {
  const errors = failure?.errors ?? [];
  return [
    ...errors.map((error) => notice(error, 'bad')),
    ...(failure ? [requestNotice(failure)] : []),
    ...[...(failure?.messages ?? []), ...messages].map((message) => notice(message, 'neutral')),
  ];
}

function notice({ code, message, documentationUrl, pointer, chain }: ApiNotice, tone: Tone): Notice {
  return {
    tone,
    text: message || l10n.t('Without a message'),
    code: code?.toString(),
    pointer,
    link: httpsOnly(documentationUrl),
    details: chain.flatMap(chainLines),
  };
}

function chainLines({ code, message, chain }: ApiNotice): readonly string[] {
  return [
    [code, message].filter((part) => part !== undefined && part !== '').join(': '),
    ...chain.flatMap(chainLines),
  ];
}

/** What to quote to Cloudflare's support, or to look for in the log. */
function requestNotice({ method, path, status, networkCode, ray, retryAfter, detail }: Failure): Notice {
  const facts: readonly (readonly [string, string | number | undefined])[] = [
    [l10n.t('HTTP status'), status],
    [l10n.t('Network'), networkCode],
    ['cf-ray', ray],
    [
      l10n.t('Retry after'),
      retryAfter === undefined ? undefined : l10n.t('{0} s', Math.ceil(retryAfter / 1000)),
    ],
    [l10n.t('Detail'), detail],
  ];
  return {
    tone: 'neutral',
    text: l10n.t('The request: {0} {1}', cleanText(method), path),
    code: undefined,
    pointer: undefined,
    link: undefined,
    details: facts.flatMap(([label, value]) => (value === undefined ? [] : [`${label}: ${value}`])),
  };
}

function httpsOnly(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) && new URL(url).protocol === 'https:' ? url : undefined;
}
