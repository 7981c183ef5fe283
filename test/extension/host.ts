import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually as tryUntil } from '../support/eventually.ts';

const limitMs = 30_000;

/** The extension that is under test. */
export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension('secondary-dns.cloudflare-secondary-dns');
  assert.ok(found, 'the extension is installed');
  return found;
}

/** Sets the address of the API in the user's settings; undefined takes it out of them. */
export async function setBaseUrl(url: string | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration('secondaryDns')
    .update('apiBaseUrl', url, vscode.ConfigurationTarget.Global);
}

/** Signs in with a token, as a person does who has it in the environment of VS Code. */
export async function signIn(token: string): Promise<void> {
  process.env.CLOUDFLARE_API_TOKEN = token;
  try {
    await vscode.commands.executeCommand('secondaryDns.signInFromEnvironment');
  } finally {
    delete process.env.CLOUDFLARE_API_TOKEN;
  }
}

/** Signs out whoever the list that opens has first. */
export async function signOut(): Promise<void> {
  let done = false;
  const signingOut = vscode.commands.executeCommand('secondaryDns.signOut').then(() => {
    done = true;
  });
  await eventually(async () => {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    assert.ok(done, 'the list has closed');
  });
  await signingOut;
}

/** Runs something and returns the informations that it showed meanwhile. */
export async function informations(run: () => Thenable<unknown>): Promise<readonly string[]> {
  const original = vscode.window.showInformationMessage;
  const shown: string[] = [];
  const record = (message: string): Thenable<undefined> => {
    shown.push(message);
    return Promise.resolve(undefined);
  };
  Object.assign(vscode.window, { showInformationMessage: record });
  try {
    await run();
  } finally {
    Object.assign(vscode.window, { showInformationMessage: original });
  }
  return shown;
}

/** Tries an assertion until it holds; after half a minute its failure stands. */
export function eventually(assertion: () => void | Promise<void>): Promise<void> {
  return tryUntil(assertion, limitMs);
}
