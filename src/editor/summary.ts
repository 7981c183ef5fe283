import * as vscode from 'vscode';
import { prefixesOf } from '../primaries/cloudflareAddresses.ts';
import type { Finding } from '../primaries/findings.ts';
import type { JudgedZone } from '../primaries/judge.ts';
import { judgedOnce } from '../primaries/mergeViews.ts';
import { adviceText, answerText, doubtText, type Telling } from '../primaries/words.ts';
import * as l10n from '../text/l10n.ts';
import { cleanText } from '../text/text.ts';
import type { Configuration } from './configurations.ts';
import { locationOf, placeText } from './places.ts';

/**
 * What a folder's configurations mean for Cloudflare, as a Markdown document: a row a zone.
 * Specified in test/ui/primaryConfigurations.test.ts.
 */
export function summaryText(
  folder: string,
  configurations: readonly Configuration[],
  telling: Telling,
): string {
  return [
    `# ${l10n.t('May Cloudflare transfer?')} ${escaped(folder)}`,
    '',
    l10n.t(
      'As of {0}, by the configuration files alone.',
      cleanText(new Date(telling.now).toISOString().slice(0, 10)),
    ),
    '',
    ...(configurations.length === 0
      ? [l10n.t('No configuration of a primary was found in this folder.')]
      : configurations.flatMap((configuration) => section(configuration, telling))),
    '',
  ].join('\n');
}

function section(configuration: Configuration, telling: Telling): readonly string[] {
  const { root, dialect, checked } = configuration;
  const zones = judgedOnce(checked.zones);
  const doubts = new Set(checked.evaluation.doubts.map(doubtText));
  return [
    `## [${escaped(vscode.Uri.parse(root, true).path.split('/').at(-1) ?? '')}](${linkOf(root)}) (${dialect})`,
    '',
    ...(zones.length === 0
      ? [l10n.t('It states no primary zone.'), '']
      : table(configuration, zones, telling)),
    ...[...doubts].map((text) => `- ${escaped(text)}`),
    ...(doubts.size > 0 ? [''] : []),
  ];
}

function table(
  { checked, findings }: Configuration,
  zones: readonly JudgedZone[],
  telling: Telling,
): readonly string[] {
  const byZone = findingsByZone(findings);
  return [
    row([l10n.t('Zone'), l10n.t('Stated at'), 'IPv4', 'IPv6', 'NOTIFY', l10n.t('What to change')]),
    row(['---', '---', '---', '---', '---', '---']),
    ...zones.map(({ zone, transfer, notify }) => {
      const { uri, range } = locationOf(checked.texts, zone.at);
      const place = `[${escaped(placeText(checked.texts, zone.at))}](${linkOf(uri.toString())}#L${range.start.line + 1})`;
      const doubt = transfer.sources.find((source) => source.doubt)?.doubt;
      const changes = (byZone.get(zone.name) ?? []).map((finding) => adviceText(finding, telling));
      return row([
        code(zone.name),
        place,
        escaped(withKey(answerText(transfer.ipv4, telling.now), transfer.sources, 4)),
        escaped(withKey(answerText(transfer.ipv6, telling.now), transfer.sources, 6)),
        notifyText(notify),
        [...changes, ...(doubt ? [doubtText(doubt)] : [])].map(escaped).join('<br>'),
      ]);
    }),
    '',
  ];
}

function findingsByZone(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const byZone = new Map<string, Finding[]>();
  for (const finding of findings) {
    for (const zone of finding.zones) {
      const known = byZone.get(zone);
      if (known) known.push(finding);
      else byZone.set(zone, [finding]);
    }
  }
  return byZone;
}

function withKey(answer: string, sources: JudgedZone['transfer']['sources'], family: 4 | 6): string {
  const keys = new Set(
    sources
      .filter(({ source }) => source.prefix.includes(':') === (family === 6))
      .flatMap(({ key }) => key ?? []),
  );
  return keys.size === 0 ? answer : `${answer} (${[...keys].join(', ')})`;
}

function notifyText(notify: JudgedZone['notify']): string {
  if (notify.some(({ decision }) => decision.kind === 'cannot-tell')) return l10n.t('cannot tell');
  const sent = notify.filter(({ decision }) => decision.kind === 'sends');
  return sent.length === 0
    ? l10n.t('no')
    : sent.length === notify.length
      ? l10n.t('to all')
      : escaped(prefixesOf(sent.map(({ target }) => target)));
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

/** A link's target: what would end it is encoded. */
function linkOf(uri: string): string {
  return uri.replaceAll('(', '%28').replaceAll(')', '%29').replaceAll('<', '%3C').replaceAll('>', '%3E');
}

/**
 * Text of a file as Markdown: what would begin markup is escaped, and no more, since the document is also read as it
 * is written.
 */
function escaped(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>&$~]/g, '\\$&');
}

function code(text: string): string {
  return `\`${text.replaceAll(/[`\s]/g, ' ')}\``;
}
