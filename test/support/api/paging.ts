import { type Answer, refusal, success } from './answer.ts';

/** One page of a list, as `page` (from 1) and `per_page` (5 to 50, 20 unless told) ask for it. */
export function pageOf<T>(
  all: readonly T[],
  query: URLSearchParams,
  resource: (entry: T) => unknown,
): Answer {
  const page = integer(query.get('page'), 1);
  const perPage = integer(query.get('per_page'), 20);
  if (!(page >= 1)) {
    return invalid('page must be an integer of at least 1');
  }
  if (!(perPage >= 5 && perPage <= 50)) {
    return invalid('per_page must be an integer from 5 to 50');
  }
  const result = all.slice((page - 1) * perPage, page * perPage).map(resource);
  return success(result, {
    result_info: {
      page,
      per_page: perPage,
      count: result.length,
      total_count: all.length,
      total_pages: Math.ceil(all.length / perPage),
    },
  });
}

function integer(text: string | null, otherwise: number): number {
  if (text === null) {
    return otherwise;
  }
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

function invalid(message: string): Answer {
  return refusal(400, [{ code: 1003, message }]);
}
