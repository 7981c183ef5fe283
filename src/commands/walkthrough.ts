import * as vscode from 'vscode';
import type { ContextListener } from '../views/contextKeys.ts';
import type { CommandId } from './commandIds.ts';

/** The steps by their ids in package.json. */
type Step = 'signIn' | 'browse' | 'details' | 'copy';

const WALKTHROUGH = 'start';

/** Where the extension's memory holds the steps that are done. */
const MEMORY = 'walkthrough.done';

/**
 * Ticks the steps of the walkthrough. VS Code hears of no completion event, and sees no context key that is set
 * already, before a window shows walkthroughs for the first time: what was done until then would stay open. Nor
 * does it hear of commands that a page or a notification runs. So each step is marked here, once.
 */
export class Walkthrough {
  readonly #extension: string;
  readonly #memory: vscode.Memento;
  readonly #done: Set<string>;

  constructor({ extension, globalState }: vscode.ExtensionContext) {
    this.#extension = extension.id;
    this.#memory = globalState;
    this.#done = new Set(globalState.get<readonly string[]>(MEMORY, []));
  }

  /** Notices what a context key says to be done. */
  readonly follow: ContextListener = (key, value) => {
    if (key === 'secondaryDns.signedIn' && value === true) {
      this.#mark('signIn');
    } else if (key === 'secondaryDns.welcome' && value === 'zones') {
      this.#mark('browse');
    }
  };

  /** Notices what a command has done. */
  ran(command: CommandId): void {
    if (command === 'secondaryDns.showDetails') {
      this.#mark('details');
    } else if (command.startsWith('secondaryDns.copy')) {
      this.#mark('copy');
    }
  }

  #mark(step: Step): void {
    if (this.#done.has(step)) {
      return;
    }
    this.#done.add(step);
    void this.#memory.update(MEMORY, [...this.#done]);
    // VS Code keeps the mark even when it throws, as it does until the walkthrough has been read from package.json.
    vscode.commands
      .executeCommand('welcome.markStepComplete', `${this.#extension}#${WALKTHROUGH}#${step}`)
      .then(undefined, () => {});
  }
}
