import type { Checked } from './check.ts';
import { report } from './report.ts';

/** The answers as a person reads them. `at` is milliseconds since the epoch. */
export function reportText(checked: Checked, at: number): string {
  void at;
  return report(checked)
    .zones.map(({ zone, ipv4, ipv6, file, line }) => `${zone}  ${ipv4}  ${ipv6}  ${file}:${line}`)
    .join('\n');
}
