import * as vscode from 'vscode';
import { escapedMarkdown } from '../text/untrusted.ts';
import type { Tooltip } from './rows.ts';

/** Draws a tooltip. Every text goes in escaped: neither markup nor links nor icons of the API come alive. */
export function tooltipMarkdown({ heading, sentences, facts }: Tooltip): vscode.MarkdownString {
  const text = [
    `**${escapedMarkdown(heading)}**\n\n`,
    ...sentences.map((sentence) => `${escapedMarkdown(sentence)}\n\n`),
    ...facts.map(({ label, value }) => `- ${escapedMarkdown(`${label}: ${value}`)}\n`),
  ];
  const markdown = new vscode.MarkdownString(text.join(''), false);
  markdown.isTrusted = false;
  markdown.supportHtml = false;
  return markdown;
}
