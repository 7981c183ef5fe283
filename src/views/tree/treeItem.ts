import * as vscode from 'vscode';
import { escapedMarkdown } from '../text/untrusted.ts';
import type { Row, Tooltip } from '../tree/row.ts';

/** Draws a row that has nothing below it. A label and a description are plain text to VS Code. */
export function leaf(
  id: string,
  contextValue: string,
  { label, description, icon, spoken }: Row,
): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.id = id;
  item.contextValue = contextValue;
  item.description = description;
  item.iconPath = new vscode.ThemeIcon(
    icon.icon,
    icon.color === undefined ? undefined : new vscode.ThemeColor(icon.color),
  );
  item.accessibilityInformation = { label: spoken };
  return item;
}

/** Draws a tooltip. Every text goes in escaped: no markup, link or icon of the API takes effect. */
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
