import { knownAddress } from '../cloudflareAddresses.ts';
import type { Addition, Mention } from '../evaluation.ts';
import { readNetmask } from './netmask.ts';
import { type Setting, type SettingsFile, separatorOf, type Value, type Word } from './settingsFile.ts';

import { readTarget } from './target.ts';
import { addressSpan } from './transfer.ts';
import type { TargetList, ZonesFile } from './zonesFile.ts';

type Role = Mention['role'];

/** An address in a list, before it is known what is around it. */
type Found = Pick<Mention, 'range' | 'span'> & {
  /** The element with another address, treated as this one. */
  readonly with: (address: string) => string;
};

/** What a word of a list of networks names. */
function foundNetwork(word: Word): Found | undefined {
  const isDenied = word.text.startsWith('!');
  const netmask = readNetmask(isDenied ? word.text.slice(1) : word.text);
  return (
    netmask && {
      range: netmask.range,
      span: addressSpan(word),
      with: (address) => (isDenied ? `!${address}` : address),
    }
  );
}

/** What a word of a list of NOTIFY targets names. */
function foundTarget(word: Word): Found | undefined {
  const target = readTarget(word);
  if (target === undefined) return undefined;
  const { address, span } = target;
  const { family, value } = address;
  return { range: { family, first: value, last: value }, span, with: (other) => target.with(other) };
}

const FOUND: Readonly<Record<Role, (word: Word) => Found | undefined>> = {
  transfer: foundNetwork,
  notify: foundTarget,
};

/** The addresses in a value of settings. A list is changed in its own style, a line for each where it is so. */
export function mentionsInValue(
  value: Value,
  texts: ReadonlyMap<string, string>,
  role: Role,
): readonly Mention[] {
  return value.lines.flatMap((line) => mentionsInLine(line, texts.get(line.at.file) ?? '', role));
}

function mentionsInLine({ words }: Setting, text: string, role: Role): readonly Mention[] {
  const separator = separatorOf(text, words);
  const found = words.map((word) => FOUND[role](word));
  const staying = Math.max(
    found.findIndex((one) => one === undefined || !isStale(one)),
    0,
  );
  return words.flatMap((word, index) => {
    const one = found[index];
    if (one === undefined) return [];
    const { range, span } = one;
    // A separator goes with the word that is farther from one that will stay.
    const element = {
      ...word.span,
      start: index > staying ? (words[index - 1]?.span.end ?? word.span.start) : word.span.start,
      end: index < staying ? (words[index + 1]?.span.start ?? word.span.end) : word.span.end,
    };
    const beside: Addition = {
      file: span.file,
      offset: word.span.end,
      render: (prefixes) => prefixes.map((prefix) => separator + one.with(prefix)).join(''),
    };
    return [{ range, role, span, element, beside }];
  });
}

function isStale({ range }: Found): boolean {
  const standing = knownAddress(range)?.standing;
  return standing === 'old' || standing === 'dead';
}

/** The addresses that saved output names: nothing can be changed there. */
export function mentionsInOutput(words: readonly Word[], role: Role): readonly Mention[] {
  return words.flatMap((word) => {
    const found = FOUND[role](word);
    return found
      ? [{ range: found.range, role, span: found.span, element: word.span, beside: undefined }]
      : [];
  });
}

/** The addresses in an `also-notify` statement of a file of zones. */
export function mentionsInTargets({ targets }: TargetList, text: string): readonly Mention[] {
  return targets.flatMap((word) => {
    const found = 'kind' in word ? undefined : foundTarget(word);
    if (found === undefined || 'kind' in word) return [];
    const { file, start, end } = word.span;
    const semicolon = /^\s*;/.exec(text.slice(end, end + 100))?.[0].length;
    const before = /\s*$/.exec(text.slice(Math.max(0, start - 100), start))?.[0] ?? '';
    const close = end + (semicolon ?? 0);
    const indent = /\r?\n[^\n]*$/.exec(before)?.[0] ?? ' ';
    const beside: Addition = {
      file,
      offset: close,
      render: (prefixes) => prefixes.map((prefix) => `${indent}${found.with(prefix)};`).join(''),
    };
    return [
      {
        range: found.range,
        role: 'notify' as const,
        span: found.span,
        element: { file, start: start - before.length, end: close },
        beside: semicolon === undefined ? undefined : beside,
      },
    ];
  });
}

/** How a setting that is not there yet is written. */
interface NewLine {
  readonly name: string;
  readonly linesFor: (list: string) => readonly string[];
}

/** How to add to a list of settings: to its last line, or by a line of its own in the main file. */
export function additionTo(
  value: Value | undefined,
  main: SettingsFile,
  texts: ReadonlyMap<string, string>,
  { name, linesFor }: NewLine,
): Addition {
  const last = value?.lines.at(-1);
  if (last === undefined) return newLine(main, { name, linesFor });
  const text = texts.get(last.at.file) ?? '';
  const word = last.words.at(-1);
  const isFlag = !text.slice(last.at.start, last.at.end).includes('=');
  const separator = separatorOf(text, last.words);
  return {
    file: last.at.file,
    offset: word?.span.end ?? last.at.end,
    render: (prefixes) =>
      prefixes.length === 0 ? '' : `${word ? separator : isFlag ? '=' : ''}${prefixes.join(separator)}`,
  };
}

/** A line of its own: below the comment that shows the setting's default, as packages have it, or at the end. */
function newLine({ file, text }: SettingsFile, { name, linesFor }: NewLine): Addition {
  const shown = new RegExp(`^#[ \\t]*${name}[ \\t]*=.*\\n`, 'm').exec(text);
  const isShown = shown !== null && !shown[0].trimEnd().endsWith('\\');
  const goesOn = /\\\s*$/.test(text.slice(-200));
  const offset = isShown ? shown.index + shown[0].length : goesOn ? 0 : text.length;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const isAtEnd = offset > 0 && text.charAt(offset - 1) !== '\n';
  return {
    file,
    offset,
    render: (prefixes) =>
      prefixes.length === 0 ? '' : `${isAtEnd ? end : ''}${linesFor(prefixes.join(',')).join(end)}${end}`,
  };
}

/** How to add a target to a zone's own statement. */
export function additionToTargets({ targets }: TargetList, { text }: ZonesFile): Addition | undefined {
  const last = targets.at(-1);
  if (last === undefined || 'kind' in last) return undefined;
  return mentionsInTargets({ targets: [last], at: last.span }, text)[0]?.beside;
}
