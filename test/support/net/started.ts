interface Closable {
  close(): Promise<unknown>;
}

/** What tests of a suite start, closed after each test in the reverse order. */
export function closedAfterEachTest(): <T extends Closable>(started: T) => T {
  const open: Closable[] = [];
  afterEach(async () => {
    for (const closable of open.splice(0).reverse()) {
      await closable.close();
    }
  });
  return (started) => {
    open.push(started);
    return started;
  };
}
