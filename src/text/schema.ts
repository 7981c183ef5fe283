/**
 * What a value of the API may be. This is the one place where its texts come in: `text` and `id` are the only schemas
 * for one, so that nothing further on has to think of control characters, of length or of what an id may hold.
 * Specified in test/unit/cloudflare/cloudflare.test.ts.
 */
import * as v from 'valibot';
import { isId } from './id.ts';
import { cleanText } from './text.ts';

export {
  array,
  type BaseIssue,
  boolean,
  check,
  fallback,
  finite,
  type GenericSchema,
  type InferOutput,
  integer,
  lazy,
  literal,
  maxLength,
  maxValue,
  minValue,
  nullish,
  number,
  object,
  optional,
  parse,
  picklist,
  pipe,
  safeParse,
  transform,
  tuple,
  undefined_,
  union,
  unknown,
  variant,
} from 'valibot';

/** A text. @param longest characters that are kept */
export const text = (longest?: number) =>
  v.pipe(
    v.string(),
    v.transform((raw) => cleanText(raw, longest)),
  );

/** A text that is kept as it came and never shown, such as a secret. */
export const raw = v.string();

/** A text of a form that admits nothing to be cleaned. */
export const matching = (form: RegExp) => v.pipe(v.string(), v.regex(form));

/** An id, of a zone, an account, a peer or a TSIG. */
export const id = v.pipe(v.string(), v.guard(isId, 'an id'));

/** The longest name that is kept, characters: that of a host (RFC 1035, section 2.3.4). */
const MAX_NAME = 255;

/** A host or zone name, an account's or a peer's. */
export const name = text(MAX_NAME);
