import * as vscode from 'vscode';
import type { Text } from '../text/text.ts';
import { escapedMarkdown, type Markup } from './text/untrusted.ts';
import type { Tooltip } from './tree/row.ts';

/**
 * Draws a tooltip. Every text goes in escaped: no markup, link or icon of the API takes effect.
 * Specified in test/extension/treeItem.test.ts.
 */
export function tooltipMarkdown({ heading, sentences, facts }: Tooltip): vscode.MarkdownString {
  return drawn([
    ['**', escapedMarkdown(heading), '**\n\n'],
    ...sentences.map((sentence): Line => ['', escapedMarkdown(sentence), '\n\n']),
    ...facts.map(({ label, value }): Line => ['- ', escapedMarkdown(label, value), '\n']),
  ]);
}

/** Draws a text and the address of the page that says so. @param source an address of ours, never one that was read */
export function sourcedMarkdown(words: Text, source: string): vscode.MarkdownString {
  return drawn([['', escapedMarkdown(words), `\n\n<${source}>`]]);
}

/** What stands before and after an escaped text, both literals of ours. */
type Line = readonly [before: string, escaped: Markup, after: string];

function drawn(lines: readonly Line[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(lines.flat().join(''), false);
  markdown.isTrusted = false;
  markdown.supportHtml = false;
  return markdown;
}
