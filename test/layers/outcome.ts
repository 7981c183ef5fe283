/** How a layer went: every failure by its title, or by a sentence that says why the layer could not run. */
export interface Outcome {
  readonly layer: string;
  readonly passed: number;
  readonly failures: readonly string[];
  readonly seconds: number;
}

/** The summary of a run: a line a layer, a line a failure, and `N passed, N failed` as the last. */
export function summary(outcomes: readonly Outcome[]): string {
  const lines = outcomes.map(({ layer, passed, failures, seconds }) => {
    const counts = `${String(passed).padStart(5)} passed, ${String(failures.length).padStart(3)} failed`;
    return `${layer.padEnd(10)}${counts}${seconds.toFixed(1).padStart(9)} s`;
  });
  const failures = outcomes.flatMap(({ layer, failures }) =>
    failures.map((title) => `failed: ${layer}: ${title}`),
  );
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  return [...lines, ...failures, `${passed} passed, ${failures.length} failed`].join('\n');
}
