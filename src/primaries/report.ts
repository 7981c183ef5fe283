import type { Checked } from './checkFiles.ts';
import type { DialectName, NotifyDecision } from './evaluation.ts';
import type { FamilyAnswer, JudgedSource, SourceAnswer } from './judge.ts';
import { Lines } from './lines.ts';
import { judgedOnce } from './mergeViews.ts';
import { answerText, doubtText, endText, type Telling } from './words.ts';

/** The answers for a configuration, as `npm run primaries -- FILE --json` prints them. */
export interface Report {
  readonly dialect: DialectName;
  readonly zones: readonly ReportedZone[];
  /** What was not understood or not found, a sentence each; left out where there is none. */
  readonly doubts?: readonly string[];
}

export interface ReportedZone {
  /** Lower case, without the last dot. */
  readonly zone: string;
  readonly file: string;
  /** The first line is 1. */
  readonly line: number;
  readonly ipv4: FamilyAnswer;
  readonly ipv6: FamilyAnswer;
  /** By Cloudflare's transfer sources, as it writes them. */
  readonly sources: Readonly<Record<string, ReportedSource>>;
  /** By Cloudflare's NOTIFY targets. */
  readonly notify: Readonly<Record<string, boolean | 'cannot-tell'>>;
}

export interface ReportedSource {
  readonly answer: SourceAnswer;
  readonly key?: string;
  readonly why?: string;
}

/**
 * The answers as plain data.
 * Specified in test/unit/primaries.
 * @param telling for what is said of addresses that end or have ended
 */
export function report({ evaluation, zones, texts }: Checked, telling: Telling): Report {
  const lines = new Map([...texts].map(([file, text]) => [file, new Lines(text)]));
  const doubts = [...new Set(evaluation.doubts.map(doubtText))];
  return {
    dialect: evaluation.dialect,
    ...(doubts.length > 0 ? { doubts } : {}),
    zones: judgedOnce(zones).map(({ zone, transfer, notify }) => ({
      zone: zone.name,
      file: zone.at.file,
      line: (lines.get(zone.at.file)?.positionOf(zone.at.start).line ?? 0) + 1,
      ipv4: transfer.ipv4,
      ipv6: transfer.ipv6,
      sources: Object.fromEntries(
        transfer.sources.map((judged) => [judged.source.prefix, sourceOf(judged, telling)]),
      ),
      notify: Object.fromEntries(notify.map(({ target, decision }) => [target.prefix, notifyOf(decision)])),
    })),
  };
}

function sourceOf({ source, answer, key, doubt }: JudgedSource, telling: Telling): ReportedSource {
  const why = doubt
    ? doubtText(doubt)
    : source.until && answer !== 'refused'
      ? endText(source, telling)
      : undefined;
  return { answer, ...(key === undefined ? {} : { key }), ...(why === undefined ? {} : { why }) };
}

function notifyOf({ kind }: NotifyDecision): boolean | 'cannot-tell' {
  return kind === 'cannot-tell' ? kind : kind === 'sends';
}

/** The answers as a person reads them in a terminal. @param now milliseconds since the epoch */
export function reportText({ dialect, zones, doubts = [] }: Report, now: number): string {
  return [
    `${dialect}: ${zones.length} primary ${zones.length === 1 ? 'zone' : 'zones'}`,
    ...zones.flatMap((zone) => zoneLines(zone, now)),
    ...(doubts.length > 0 ? ['', 'Not understood or not found:'] : []),
    ...doubts.map((doubt) => `  ${doubt}`),
  ].join('\n');
}

function zoneLines(zone: ReportedZone, now: number): readonly string[] {
  const targets = Object.values(zone.notify);
  const sent = targets.filter((sends) => sends === true).length;
  return [
    '',
    `${zone.zone}  ${zone.file}:${zone.line}`,
    `  IPv4    ${answerText(zone.ipv4, now)}`,
    `  IPv6    ${answerText(zone.ipv6, now)}`,
    ...Object.entries(zone.sources).map(([prefix, { answer, key, why }]) =>
      [
        `    ${prefix.padEnd(24)}  ${answerText(answer, now)}`,
        ...(key === undefined ? [] : [`(${key})`]),
        ...(why === undefined ? [] : [why]),
      ].join('  '),
    ),
    `  NOTIFY  ${targets.includes('cannot-tell') ? 'cannot tell' : `to ${sent} of ${targets.length} addresses`}`,
  ];
}
