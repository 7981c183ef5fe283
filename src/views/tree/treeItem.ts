import * as vscode from 'vscode';
import type { Row } from '../tree/row.ts';

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
