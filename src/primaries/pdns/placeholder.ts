import type { Doubt } from '../doubt.ts';
import type { Span } from '../span.ts';

const MARKS = /\{\{|\{%|<%|%>|\$\{|\$\(|@@|^@.+@$|%%|__[A-Z]/;

/** Why a text is not what was expected: a template engine has yet to replace it, or it is not understood. */
export function doubtAbout(text: string, at: Span): Doubt {
  return { kind: MARKS.test(text) ? 'placeholder' : 'syntax', subject: text.slice(0, 100), at };
}
