const tickMs = 10_000;

/** Does `work`, printing its title at the start, every ten seconds while it lasts, and the time that it took. */
export async function longStep<T>(title: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const seconds = (): string => `${Math.round((performance.now() - start) / 1000)} s`;
  console.log(`${title} …`);
  const ticker = setInterval(() => console.log(`${title} … ${seconds()}`), tickMs);
  try {
    const result = await work();
    console.log(`${title}: done in ${seconds()}`);
    return result;
  } finally {
    clearInterval(ticker);
  }
}
