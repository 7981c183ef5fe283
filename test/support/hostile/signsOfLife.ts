import type { Locator } from 'playwright-core';

/** The part of an element that is read in the browser. */
interface Shown {
  readonly tagName: string;
  readonly outerHTML: string;
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  querySelectorAll(selectors: string): Iterable<Shown>;
}

/** What a text becomes where it takes effect: script, something that loads or leads elsewhere, an icon, a layout. */
export const ALIVE = [
  'script, style, base, meta, link, form, input, textarea, svg, img, picture, video, iframe, object, embed, details',
  'a[href], a[data-href], .codicon, [onload], [onerror], [onfocus], [ontoggle], [style*=background]',
  'em, del, code, pre, blockquote, table, h1, h2, h3, h4, h5, h6, hr, ol',
].join(', ');

/** The same on the details page, which has drawings and a layout of its own, and links to documentation. */
export const ALIVE_ON_PAGE = [
  'script, style, base, meta, link, form, input, textarea, img, picture, video, iframe, object, embed',
  'a[href]:not([href^="https://"]), .codicon, [onload], [onerror], [onfocus], [ontoggle]',
].join(', ');

/** Control characters, ends of lines, and what is not seen but for the joiners that writing and emoji need. */
const NOT_SEEN = /[\p{Cc}\p{Zl}\p{Zp}\ud800-\udfff\u115f\u1160\u3164\uffa0]|(?![\u200c\u200d])\p{Cf}/u;

/** Has no width, and stands where a link or an icon would begin. */
const PARTED = /(?<=[\]$])\u200b(?=\()/g;

/** The most characters that anything says at once: a message of the API with what is said around it. */
const LONGEST = 5000;

/** A text as a person reads it: VS Code draws some blanks as those that do not break. */
export function read(text: string): string {
  return text
    .replaceAll(PARTED, '')
    .replaceAll(/[\u00a0\s]+/g, ' ')
    .trim();
}

/** What is wrong with a line of text that came from an API; undefined where all is well. @param longest characters */
export function faultOf(text: string, longest = LONGEST): string | undefined {
  const bare = text.replaceAll(PARTED, '');
  if (bare.length > longest) {
    return `has ${bare.length} characters`;
  }
  const hidden = NOT_SEEN.exec(bare)?.[0].codePointAt(0);
  return hidden === undefined
    ? undefined
    : `has U+${hidden.toString(16)}: ${JSON.stringify(bare.slice(0, 200))}`;
}

/** What took effect in elements that show texts of an API. @param alive what counts as an effect */
export async function livingIn(elements: Locator, alive: string = ALIVE): Promise<readonly string[]> {
  const found = await elements.evaluateAll(
    (shown: Shown[], selectors) =>
      shown.flatMap((element) =>
        Array.from(element.querySelectorAll(selectors), ({ outerHTML }) => outerHTML.slice(0, 200)),
      ),
    alive,
  );
  return found.map((html) => `alive: ${html}`);
}

/** What is not seen in the texts of elements, or too long. Each element is a line, whose attributes are texts too. */
export async function faultsIn(elements: Locator): Promise<readonly string[]> {
  const texts = await elements.evaluateAll((shown: Shown[]) =>
    shown.flatMap((element) => [
      element.textContent,
      element.getAttribute('aria-label'),
      element.getAttribute('title'),
    ]),
  );
  return texts.flatMap((text) => faultOf(text ?? '') ?? []);
}

/** All that is wrong with lines that show texts of an API. */
export async function signsOfLife(lines: Locator, alive?: string): Promise<readonly string[]> {
  return [...(await livingIn(lines, alive)), ...(await faultsIn(lines))];
}
