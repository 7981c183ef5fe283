import * as vscode from 'vscode';
import type { Credential } from '../cloudflare/authorization.ts';
import type { Failure } from '../cloudflare/failure.ts';
import type { TokenCheck } from '../cloudflare/tokens.ts';
import type { EnvironmentCredential } from '../credentials/environment.ts';
import { isEmail, secretProblem } from '../credentials/format.ts';
import { type Identity, type IdentityFacts, keyIdentity, tokenIdentity } from '../credentials/identity.ts';
import { type Id, isHexId } from '../text/id.ts';
import * as l10n from '../text/l10n.ts';
import { cleanText, type Text, text } from '../text/text.ts';
import { flash, notify } from '../views/notify.ts';
import { failureText } from '../views/text/failureText.ts';
import { createTokenButton } from './createToken.ts';
import { ask, type Validated } from './inputBox.ts';

/** Asks the API about a credential that is not kept yet. */
export interface CredentialChecks {
  token(token: string, baseUrl: string, signal: AbortSignal, accountId?: Id): Promise<TokenCheck>;
  /** @returns why the pair was refused; undefined when the API takes it */
  key(email: string, key: string, baseUrl: string, signal: AbortSignal): Promise<Failure | undefined>;
}

export interface SignInOptions {
  readonly checks: CredentialChecks;
  /** The API in use; undefined while the setting is wrong. */
  readonly baseUrl: () => string | undefined;
  readonly now: () => number;
  /** 64 random hex digits. */
  readonly newFileName: () => string;
  readonly environment: () => EnvironmentCredential | undefined;
  /** Keeps an identity and shows its zones. */
  readonly keep: (identity: Identity) => Promise<void>;
}

/** The commands that sign in. A credential is kept only after the API has accepted it. */
export class SignIn {
  readonly #options: SignInOptions;

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  async withToken(): Promise<void> {
    const baseUrl = this.#options.baseUrl();
    if (baseUrl === undefined) {
      return settingIsWrong();
    }
    const title = l10n.t('Sign in with an API token');
    const checked = await ask(
      {
        title,
        prompt: l10n.t('Least permissions: Zone Read and DNS Read; Account Settings Read to name the peers.'),
        placeholder: l10n.t('API token'),
        password: true,
        button: createTokenButton(),
      },
      async (typed, signal) => {
        const problem = secretProblemText(typed);
        return problem ? { problem } : this.#tokenVerdict(typed.trim(), baseUrl, signal);
      },
    );
    const identity = checked && (checked.identity ?? (await this.#askAccount(title, checked.token, baseUrl)));
    await this.#finish(identity);
  }

  async withKey(): Promise<void> {
    const baseUrl = this.#options.baseUrl();
    if (baseUrl === undefined) {
      return settingIsWrong();
    }
    const title = l10n.t('Sign in with an email and the global API key');
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
    const identity =
      email &&
      (await ask(
        {
          title,
          prompt: l10n.t('The global API key. It may do everything: prefer an API token.'),
          placeholder: l10n.t('Global API key'),
          password: true,
          step: 2,
          totalSteps: 2,
        },
        async (typed, signal): Promise<Validated<Identity>> => {
          const problem = secretProblemText(typed);
          return problem ? { problem } : this.#keyVerdict(email, typed.trim(), baseUrl, signal);
        },
      ));
    await this.#finish(identity || undefined);
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
    const verdict = await this.#environmentVerdict(found, api);
    if ('problem' in verdict) {
      void notify.error(text`${cleanText(found.variable)}: ${verdict.problem}`);
    } else if (verdict.value) {
      await this.#finish(verdict.value);
    }
  }

  async #environmentVerdict(
    { credential, variable }: EnvironmentCredential,
    baseUrl: string,
  ): Promise<Validated<Identity | undefined>> {
    const problem = secretProblemText(secretOf(credential));
    if (problem) {
      return { problem };
    }
    const signal = new AbortController().signal;
    if (credential.kind === 'key') {
      return this.#keyVerdict(credential.email, credential.key, baseUrl, signal);
    }
    const verdict = await this.#tokenVerdict(credential.token, baseUrl, signal);
    if ('problem' in verdict) {
      return verdict;
    }
    return {
      value:
        verdict.value.identity ?? (await this.#askAccount(cleanText(variable), credential.token, baseUrl)),
    };
  }

  async #askAccount(title: Text, token: string, baseUrl: string): Promise<Identity | undefined> {
    return ask(
      {
        title,
        prompt: l10n.t(
          'No user owns this token. If an account does, enter the account’s id; else check the token.',
        ),
        placeholder: l10n.t('Account id, 32 hex digits'),
      },
      async (typed, signal): Promise<Validated<Identity>> => {
        const accountId = typed.trim().toLowerCase();
        if (!isHexId(accountId)) {
          return { problem: l10n.t('An account id has 32 hex digits.') };
        }
        const verdict = await this.#tokenVerdict(token, baseUrl, signal, accountId);
        if ('problem' in verdict) {
          return verdict;
        }
        return verdict.value.identity
          ? { value: verdict.value.identity }
          : { problem: l10n.t('Cloudflare does not know this token in that account.') };
      },
    );
  }

  async #tokenVerdict(
    token: string,
    baseUrl: string,
    signal: AbortSignal,
    accountId?: Id,
  ): Promise<Validated<{ readonly token: string; readonly identity: Identity | undefined }>> {
    const check = await this.#options.checks.token(token, baseUrl, signal, accountId);
    switch (check.kind) {
      case 'active':
        return { value: { token, identity: tokenIdentity(token, check.id, this.#facts(baseUrl)) } };
      case 'needs-account':
        return { value: { token, identity: undefined } };
      case 'inactive':
        return {
          problem:
            check.status === 'expired'
              ? l10n.t('This token has expired.')
              : l10n.t('This token is disabled.'),
        };
      case 'failed':
        return { problem: failureSentence(check.failure) };
    }
  }

  async #keyVerdict(
    email: string,
    key: string,
    baseUrl: string,
    signal: AbortSignal,
  ): Promise<Validated<Identity>> {
    const failure = await this.#options.checks.key(email, key, baseUrl, signal);
    return failure
      ? { problem: failureSentence(failure) }
      : { value: keyIdentity(email, key, this.#facts(baseUrl)) };
  }

  #facts(baseUrl: string): IdentityFacts {
    return { baseUrl, addedAt: this.#options.now(), fileName: this.#options.newFileName() };
  }

  async #finish(identity: Identity | undefined): Promise<void> {
    if (identity) {
      await this.#options.keep(identity);
      flash(l10n.t('Signed in: {0}', identity.label));
    }
  }
}

function secretOf(credential: Credential): string {
  return credential.kind === 'token' ? credential.token : credential.key;
}

function secretProblemText(text: string): Text | undefined {
  switch (secretProblem(text)) {
    case 'empty':
      return l10n.t('Enter the credential, or press Escape to cancel.');
    case 'has-scheme':
      return l10n.t('Leave out “Bearer”: only the token itself is needed.');
    case 'unprintable':
      return l10n.t('A credential has no spaces and no characters outside of ASCII: copy it again.');
    case undefined:
      return undefined;
  }
}

function failureSentence(failure: Failure): Text {
  const { headline, advice } = failureText(failure);
  return failure.kind === 'unauthenticated'
    ? l10n.t('Cloudflare does not accept this credential: check that all of it was copied.')
    : text`${headline} ${advice}`;
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
