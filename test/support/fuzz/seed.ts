/** Where random tests begin: the same place each time, or where FUZZ_SEED says. */
export const SEED = Number(process.env.FUZZ_SEED ?? 20_261_120);
