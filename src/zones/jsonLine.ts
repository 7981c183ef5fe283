import * as v from 'valibot';

/** Reads a line of JSON of a known shape; undefined for any other, since a file may be torn or of another's making. */
export function readJsonLine<T>(schema: v.GenericSchema<unknown, T>, line: string): T | undefined {
  try {
    const parsed = v.safeParse(schema, JSON.parse(line));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
