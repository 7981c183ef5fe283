/** What is wrong with a typed credential before anybody is asked; undefined: nothing. */
export type FormatProblem = 'empty' | 'unprintable' | 'has-scheme';

/**
 * A token or key goes into a header as it is: visible ASCII alone (RFC 9110, section 5.5), and without the
 * `Bearer` that some copy along.
 */
export function secretProblem(text: string): FormatProblem | undefined {
  const secret = text.trim();
  if (!secret) {
    return 'empty';
  }
  if (/^bearer\s/i.test(secret)) {
    return 'has-scheme';
  }
  return /^[\x21-\x7e]+$/.test(secret) ? undefined : 'unprintable';
}

/** Whether a text could be an email address in a header. */
export function isEmail(text: string): boolean {
  return /^[\x21-\x3f\x41-\x7e]+@[\x21-\x3f\x41-\x7e]+$/.test(text.trim());
}
