import type { Checked } from './check.ts';
import { type ReportedZone, report } from './report.ts';
import { answerText, doubtText } from './words.ts';

/** The answers as a person reads them in a terminal. `at` is milliseconds since the epoch. */
export function reportText(checked: Checked, at: number): string {
  const { dialect, zones } = report(checked);
  const { doubts } = checked.evaluation;
  return [
    `${dialect}: ${zones.length} primary ${zones.length === 1 ? 'zone' : 'zones'}`,
    ...zones.flatMap((zone) => zoneLines(zone, at)),
    ...(doubts.length > 0 ? ['', 'Not understood or not found:'] : []),
    ...doubts.map((doubt) => `  ${doubtText(doubt)}`),
  ].join('\n');
}

function zoneLines(zone: ReportedZone, at: number): readonly string[] {
  const targets = Object.values(zone.notify);
  const sent = targets.filter((sends) => sends === true).length;
  return [
    '',
    `${zone.zone}  ${zone.file}:${zone.line}`,
    `  IPv4    ${answerText(zone.ipv4, at)}`,
    `  IPv6    ${answerText(zone.ipv6, at)}`,
    ...Object.entries(zone.sources).map(([prefix, { answer, key, why }]) =>
      [
        `    ${prefix.padEnd(26)}${answerText(answer, at)}`,
        ...(key === undefined ? [] : [`(${key})`]),
        ...(why === undefined ? [] : [why]),
      ].join('  '),
    ),
    `  NOTIFY  ${targets.includes('cannot-tell') ? 'cannot tell' : `to ${sent} of ${targets.length} addresses`}`,
  ];
}
