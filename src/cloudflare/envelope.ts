import * as v from '../text/schema.ts';
import { cleanText, text } from '../text/text.ts';
import type { ApiNotice } from './failure.ts';

/** What every answer of the API is wrapped in. */
export interface Envelope {
  readonly success: boolean;
  readonly result: unknown;
  readonly errors: readonly ApiNotice[];
  readonly messages: readonly ApiNotice[];
  /** `result_info.total_pages`, where a list reports it. */
  readonly totalPages: number | undefined;
}

const schema = v.object({
  success: v.boolean(),
  result: v.optional(v.unknown()),
  errors: v.nullish(v.array(v.unknown())),
  messages: v.nullish(v.array(v.unknown())),
  result_info: v.nullish(v.unknown()),
});

const noticeSchema = v.object({
  code: v.fallback(v.nullish(v.number()), undefined),
  message: v.fallback(v.nullish(v.text()), undefined),
  documentation_url: v.fallback(v.nullish(v.text()), undefined),
  source: v.fallback(v.nullish(v.object({ pointer: v.nullish(v.text()) })), undefined),
  error_chain: v.fallback(v.nullish(v.array(v.unknown())), undefined),
});

const pagesSchema = v.object({ total_pages: v.pipe(v.number(), v.integer(), v.minValue(0)) });

/** Chains deeper than this are cut: the API sends one level. */
const MAX_CHAIN_DEPTH = 4;

/** Reads an envelope from parsed JSON; undefined when it is none. Odd notices are read as far as they go. */
export function readEnvelope(json: unknown): Envelope | undefined {
  const parsed = v.safeParse(schema, json);
  if (!parsed.success) {
    return undefined;
  }
  const { success, result, errors, messages, result_info } = parsed.output;
  const pages = result_info ? v.safeParse(pagesSchema, result_info) : undefined;
  return {
    success,
    result,
    errors: readNotices(errors),
    messages: readNotices(messages),
    totalPages: pages?.success ? pages.output.total_pages : undefined,
  };
}

function readNotices(entries: readonly unknown[] | null | undefined, depth = 0): readonly ApiNotice[] {
  if (!entries?.length || depth === MAX_CHAIN_DEPTH) {
    return [];
  }
  return entries.flatMap((entry): ApiNotice[] => {
    if (typeof entry === 'string') {
      return [
        {
          code: undefined,
          message: cleanText(entry),
          documentationUrl: undefined,
          pointer: undefined,
          chain: [],
        },
      ];
    }
    const parsed = v.safeParse(noticeSchema, entry);
    if (!parsed.success) {
      return [];
    }
    const { code, message, documentation_url, source, error_chain } = parsed.output;
    return [
      {
        code: code ?? undefined,
        message: message ?? text``,
        documentationUrl: documentation_url ?? undefined,
        pointer: source?.pointer ?? undefined,
        chain: readNotices(error_chain, depth + 1),
      },
    ];
  });
}
