import type { Report, ReportedZone } from './report.ts';
import { answerText } from './words.ts';

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
