import * as vscode from 'vscode';
import type { Tooltip } from './rows.ts';

/** Draws a tooltip. Every text goes in escaped: neither markup nor links nor icons of the API come alive. */
export function tooltipMarkdown({ heading, sentences, facts }: Tooltip): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(undefined, false);
  markdown.isTrusted = false;
  markdown.supportHtml = false;
  markdown.appendMarkdown('**').appendText(heading).appendMarkdown('**\n\n');
  for (const sentence of sentences) {
    markdown.appendText(sentence).appendMarkdown('\n\n');
  }
  for (const { label, value } of facts) {
    markdown.appendMarkdown('- ').appendText(`${label}: ${value}`).appendMarkdown('\n');
  }
  return markdown;
}
