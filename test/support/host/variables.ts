export type Variables = Readonly<Record<string, string | undefined>>;

/** Variables that lead requests elsewhere, set to nothing. */
export const NO_PROXIES: Variables = Object.fromEntries(
  ['http_proxy', 'https_proxy', 'no_proxy'].flatMap((name) => [
    [name, undefined],
    [name.toUpperCase(), undefined],
  ]),
);

/** Runs something with other variables in the environment of this process, which it then has back. */
export async function withVariables<T>(variables: Variables, run: () => Promise<T>): Promise<T> {
  const before = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]));
  setVariables(variables);
  try {
    return await run();
  } finally {
    setVariables(before);
  }
}

function setVariables(variables: Variables): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
