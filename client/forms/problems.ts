import type { z } from 'zod';

/** What is wrong with one field, as a key of the `common` catalogue with its numbers. */
export type Problem =
  | { key: 'problem.required' }
  | { key: 'problem.email' }
  | { key: 'problem.url' }
  | { key: 'problem.other' }
  | { key: 'problem.tooLong'; max: number }
  | { key: 'problem.tooShort'; min: number };

export type Problems = Readonly<Record<string, Problem>>;

/** Checks a form by the very schema that the server uses. The first problem of each field counts. */
export function findProblems(schema: z.ZodType, value: unknown): Record<string, Problem> {
  const parsed = schema.safeParse(value);
  const problems: Record<string, Problem> = {};
  for (const issue of parsed.error?.issues ?? []) {
    const field = issue.path.join('.');
    problems[field] ??= toProblem(issue, valueAt(value, issue.path));
  }
  return problems;
}

function toProblem(issue: z.core.$ZodIssue, value: unknown): Problem {
  if (value === undefined || (typeof value === 'string' && value.trim() === '')) {
    return { key: 'problem.required' };
  }
  if (issue.code === 'too_big' && issue.origin === 'string') {
    return { key: 'problem.tooLong', max: Number(issue.maximum) };
  }
  if (issue.code === 'too_small' && issue.origin === 'string') {
    return { key: 'problem.tooShort', min: Number(issue.minimum) };
  }
  if (issue.code === 'invalid_format' && issue.format === 'email') {
    return { key: 'problem.email' };
  }
  if (issue.code === 'invalid_format' && issue.format === 'url') {
    return { key: 'problem.url' };
  }
  return { key: 'problem.other' };
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const key of path) found = (found as Record<PropertyKey, unknown> | undefined)?.[key];
  return found;
}
