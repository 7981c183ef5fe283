import * as vscode from 'vscode';
import type { Text } from '../text/text.ts';
import { withoutLinks } from '../views/text/untrusted.ts';

/** A button beside the line; what it does leaves the line open, with what was typed. */
export interface PromptButton extends vscode.QuickInputButton {
  readonly press: () => unknown;
}

export interface Prompt {
  readonly title: Text;
  readonly prompt: Text;
  readonly placeholder?: Text;
  readonly password?: boolean;
  readonly step?: number;
  readonly totalSteps?: number;
  readonly button?: PromptButton;
}

/** What comes of an answer: a value to go on with, or what is wrong with it. */
export type Validated<T> = { readonly value: T } | { readonly problem: Text };

/**
 * Asks for a line of text until it is accepted. What is wrong is said below the line, and nothing of what was
 * typed is lost.
 * Specified in test/ui/signIn.test.ts.
 * @returns undefined when the person cancelled
 */
export function ask<T>(
  { button, ...shown }: Prompt,
  validate: (text: string, signal: AbortSignal) => Validated<T> | Promise<Validated<T>>,
): Promise<T | undefined> {
  const input = vscode.window.createInputBox();
  const abort = new AbortController();
  Object.assign(input, { ignoreFocusOut: true, buttons: button ? [button] : [], ...shown });
  const judged = async (): Promise<Validated<T>> => {
    input.busy = true;
    input.enabled = false;
    try {
      return await validate(input.value, abort.signal);
    } finally {
      input.busy = false;
      input.enabled = true;
    }
  };
  return new Promise<T | undefined>((resolve, reject) => {
    input.onDidChangeValue(() => {
      input.validationMessage = '';
    });
    input.onDidTriggerButton(() => void button?.press());
    input.onDidAccept(async () => {
      try {
        const verdict = await judged();
        if ('value' in verdict) {
          resolve(verdict.value);
          input.hide();
        } else {
          input.validationMessage = {
            message: withoutLinks(verdict.problem),
            severity: vscode.InputBoxValidationSeverity.Error,
          };
        }
      } catch (error) {
        reject(error);
        input.hide();
      }
    });
    input.onDidHide(() => {
      abort.abort();
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}
