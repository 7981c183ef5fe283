import type { Checked } from './check.ts';
import type { ConfiguredZone, DialectName, NotifyDecision } from './evaluation.ts';
import { type FamilyAnswer, Judge, type JudgedSource, type JudgedZone, type SourceAnswer } from './judge.ts';
import { Lines } from './lines.ts';
import { mergeViews } from './mergeViews.ts';
import { doubtText } from './words.ts';

/** The answers for a configuration, as `npm run primaries -- FILE --json` prints them. */
export interface Report {
  readonly dialect: DialectName;
  readonly zones: readonly ReportedZone[];
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

/** A zone and what is so for it, once for all views that it is in. */
export function zonesOnce(zones: readonly ConfiguredZone[]): readonly JudgedZone[] {
  const judge = new Judge();
  return mergeViews(zones).map((zone) => judge.judge(zone));
}

/** The answers as plain data. */
export function report({ evaluation, texts }: Checked): Report {
  const lines = new Map([...texts].map(([file, text]) => [file, new Lines(text)]));
  return {
    dialect: evaluation.dialect,
    zones: zonesOnce(evaluation.zones).map(({ zone, transfer, notify }) => ({
      zone: zone.name,
      file: zone.at.file,
      line: (lines.get(zone.at.file)?.positionOf(zone.at.start).line ?? 0) + 1,
      ipv4: transfer.ipv4,
      ipv6: transfer.ipv6,
      sources: Object.fromEntries(transfer.sources.map((judged) => [judged.source.prefix, sourceOf(judged)])),
      notify: Object.fromEntries(notify.map(({ target, decision }) => [target.prefix, notifyOf(decision)])),
    })),
  };
}

function sourceOf({ answer, key, doubt }: JudgedSource): ReportedSource {
  return {
    answer,
    ...(key === undefined ? {} : { key }),
    ...(doubt === undefined ? {} : { why: doubtText(doubt) }),
  };
}

function notifyOf({ kind }: NotifyDecision): boolean | 'cannot-tell' {
  return kind === 'cannot-tell' ? kind : kind === 'sends';
}
