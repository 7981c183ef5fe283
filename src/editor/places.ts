import * as vscode from 'vscode';
import { Lines } from '../primaries/lines.ts';
import type { Span } from '../primaries/span.ts';

const linesOf = new WeakMap<ReadonlyMap<string, string>, Map<string, Lines>>();

/**
 * The place of a span, by the texts that were checked.
 * Specified in test/extension/configurations.test.ts.
 */
export function locationOf(texts: ReadonlyMap<string, string>, span: Span): vscode.Location {
  return new vscode.Location(vscode.Uri.parse(span.file, true), rangeOf(texts, span));
}

export function rangeOf(texts: ReadonlyMap<string, string>, { file, start, end }: Span): vscode.Range {
  const known = linesOf.get(texts) ?? new Map<string, Lines>();
  linesOf.set(texts, known);
  const lines = known.get(file) ?? new Lines(texts.get(file) ?? '');
  known.set(file, lines);
  const from = lines.positionOf(start);
  const to = lines.positionOf(end);
  return new vscode.Range(from.line, from.character, to.line, to.character);
}

/** A place in words: `named.conf:41`. */
export function placeText(texts: ReadonlyMap<string, string>, span: Span): string {
  const name = vscode.Uri.parse(span.file, true).path.split('/').at(-1) ?? span.file;
  return `${name}:${rangeOf(texts, span).start.line + 1}`;
}
