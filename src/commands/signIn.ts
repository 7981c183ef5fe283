import * as vscode from 'vscode';
import { isLoopback } from '../cloudflare/baseUrl.ts';
import type { EnvironmentCredential } from '../credentials/environment.ts';
import { isEmail } from '../credentials/format.ts';
import type { Identity } from '../credentials/identity.ts';
import { isHexId } from '../text/id.ts';
import * as l10n from '../text/l10n.ts';
import { cleanText, type Text, text } from '../text/text.ts';
import { flash, notify } from '../views/notify.ts';
import { createTokenButton } from './createToken.ts';
import { type CheckedToken, CredentialCheck, type CredentialCheckOptions } from './credentialCheck.ts';
import { ask, type Validated } from './inputBox.ts';
import { type Candidate, foreignHost, signInQuestion } from './signInQuestion.ts';

export interface SignInOptions extends CredentialCheckOptions {
  /** The API in use; undefined while the setting is wrong. */
  readonly baseUrl: () => string | undefined;
  readonly environment: () => EnvironmentCredential | undefined;
  /** Keeps an identity and shows its zones. */
  readonly keep: (identity: Identity) => Promise<void>;
}

/** The commands that sign in. A credential is kept only after the API has accepted it. */
export class SignIn {
  readonly #options: SignInOptions;
  readonly #check: CredentialCheck;

  constructor(options: SignInOptions) {
    this.#options = options;
    this.#check = new CredentialCheck(options);
  }

  async withToken(): Promise<void> {
    const baseUrl = this.#options.baseUrl();
    if (baseUrl === undefined) {
      return settingIsWrong();
    }
    const host = foreignHost(baseUrl);
    const title = host
      ? l10n.t('Sign in to {0} with an API token', host)
      : l10n.t('Sign in with an API token');
    const checked = await ask(
      {
        title,
        prompt: l10n.t('Least permissions: Zone Read and DNS Read; Account Settings Read to name the peers.'),
        placeholder: l10n.t('API token'),
        password: true,
        button: createTokenButton(),
      },
      (typed, signal) => this.#check.token(typed, baseUrl, signal),
    );
    await this.#finish(checked && (await this.#owned(checked, title, baseUrl)));
  }

  async withKey(): Promise<void> {
    const baseUrl = this.#options.baseUrl();
    if (baseUrl === undefined) {
      return settingIsWrong();
    }
    const host = foreignHost(baseUrl);
    const title = host
      ? l10n.t('Sign in to {0} with an email and the global API key', host)
      : l10n.t('Sign in with an email and the global API key');
    const email = await ask(
      {
        title,
        prompt: l10n.t('The email of the Cloudflare user'),
        placeholder: text`you@example.com`,
        step: 1,
        totalSteps: 2,
      },
      (typed) =>
        isEmail(typed) ? { value: typed.trim() } : { problem: l10n.t('This is not an email address.') },
    );
    if (email === undefined) {
      return;
    }
    const candidate = await ask(
      {
        title,
        prompt: l10n.t('The global API key. It may do everything: prefer an API token.'),
        placeholder: l10n.t('Global API key'),
        password: true,
        step: 2,
        totalSteps: 2,
      },
      (typed, signal) => this.#check.key(email, typed, baseUrl, signal),
    );
    await this.#finish(candidate);
  }

  async fromEnvironment(): Promise<void> {
    const { baseUrl, environment } = this.#options;
    const api = baseUrl();
    const found = environment();
    if (api === undefined) {
      return settingIsWrong();
    }
    if (!found) {
      void notify.info(
        l10n.t(
          'Neither CLOUDFLARE_API_TOKEN nor CLOUDFLARE_EMAIL with CLOUDFLARE_API_KEY is set in the environment.',
        ),
      );
      return;
    }
    if (!(await maySend(cleanText(found.variable), api))) {
      return;
    }
    const verdict = await this.#environmentVerdict(found, api);
    if ('problem' in verdict) {
      void notify.error(text`${cleanText(found.variable)}: ${verdict.problem}`);
    } else {
      await this.#finish(verdict.value);
    }
  }

  async #environmentVerdict(
    { credential, variable }: EnvironmentCredential,
    baseUrl: string,
  ): Promise<Validated<Candidate | undefined>> {
    const { signal } = new AbortController();
    if (credential.kind === 'key') {
      return this.#check.key(credential.email, credential.key, baseUrl, signal);
    }
    const verdict = await this.#check.token(credential.token, baseUrl, signal);
    if ('problem' in verdict) {
      return verdict;
    }
    return { value: await this.#owned(verdict.value, cleanText(variable), baseUrl) };
  }

  /** A token with its owner: where that is not known, the person names the account. */
  async #owned(
    { token, candidate }: CheckedToken,
    title: Text,
    baseUrl: string,
  ): Promise<Candidate | undefined> {
    return candidate ?? this.#askAccount(title, token, baseUrl);
  }

  async #askAccount(title: Text, token: string, baseUrl: string): Promise<Candidate | undefined> {
    return ask(
      {
        title,
        prompt: l10n.t(
          'No user owns this token. If an account does, enter the account’s id; else check the token.',
        ),
        placeholder: l10n.t('Account id, 32 hex digits'),
      },
      async (typed, signal): Promise<Validated<Candidate>> => {
        const accountId = typed.trim().toLowerCase();
        if (!isHexId(accountId)) {
          return { problem: l10n.t('An account id has 32 hex digits.') };
        }
        const verdict = await this.#check.token(token, baseUrl, signal, accountId);
        if ('problem' in verdict) {
          return verdict;
        }
        return verdict.value.candidate
          ? { value: verdict.value.candidate }
          : { problem: l10n.t('Cloudflare does not know this token in that account.') };
      },
    );
  }

  /** Keeps the credential, once the person has seen whose it is and what it may do. */
  async #finish(candidate: Candidate | undefined): Promise<void> {
    if (candidate && (await agrees(candidate))) {
      await this.#options.keep(candidate.identity);
      flash(l10n.t('Signed in: {0}', candidate.identity.label));
    }
  }
}

/** Asks before a credential that was not typed is sent to another machine that is not Cloudflare's. */
async function maySend(variable: Text, baseUrl: string): Promise<boolean> {
  const host = foreignHost(baseUrl);
  if (host === undefined || isLoopback(new URL(baseUrl).hostname)) {
    return true;
  }
  const send = l10n.t('Send');
  const choice = await notify.ask(
    l10n.t('Send the credential of {0} to {1}?', variable, host),
    l10n.t('{0} is not Cloudflare’s API. The address comes from the setting secondaryDns.apiBaseUrl.', host),
    send,
  );
  return choice === send;
}

async function agrees(candidate: Candidate): Promise<boolean> {
  const question = signInQuestion(candidate, vscode.env.language);
  const signIn = l10n.t('Sign In');
  return !question || (await notify.ask(question.message, question.detail, signIn)) === signIn;
}

function settingIsWrong(): void {
  const open = l10n.t('Open Settings');
  void notify
    .error(
      l10n.t(
        'secondaryDns.apiBaseUrl is not usable: it must be an https URL without a credential or a query.',
      ),
      open,
    )
    .then((choice) => {
      if (choice === open) {
        void vscode.commands.executeCommand('secondaryDns.openSettings');
      }
    });
}
