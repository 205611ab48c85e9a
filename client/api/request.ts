import type { z } from 'zod';
import { ApiError, toApiError } from './api-error.ts';

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

type RequestOptions = {
  /** Sent as JSON; a Blob is sent as it is, with its own type. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
};

/**
 * Asks the JSON API and returns the answer, checked against its schema. Throws ApiError for every refusal, and with
 * code `network` when no answer came or it was not what we agreed on.
 */
export async function request<T extends z.ZodType>(
  method: Method,
  path: string,
  schema: T,
  options: RequestOptions = {},
): Promise<z.output<T>> {
  const response = await send(method, path, options);
  const answer = await readJson(response);
  if (!response.ok) throw toApiError(response.status, answer);
  const parsed = schema.safeParse(answer);
  if (!parsed.success) {
    throw new ApiError('internal', `${method} ${path} answered something unexpected`, {
      cause: parsed.error,
    });
  }
  return parsed.data;
}

async function send(
  method: Method,
  path: string,
  { body, signal, headers: more }: RequestOptions,
): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json', ...more };
  if (body instanceof Blob) headers['Content-Type'] = body.type;
  if (body instanceof File) headers['X-File-Name'] = encodeURIComponent(body.name);
  // The server takes changes only as JSON, also those without a body: no foreign form can send that.
  if (!(body instanceof Blob) && method !== 'GET') headers['Content-Type'] = 'application/json';
  try {
    return await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined
        ? {}
        : { body: body instanceof Blob ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError('network', `${method} ${path} got no answer`, { cause: error });
  }
}

/** An empty or foreign body is undefined: the status says the rest. */
async function readJson(response: Response): Promise<unknown> {
  if (!response.headers.get('Content-Type')?.includes('json')) return undefined;
  try {
    return (await response.json()) as unknown;
  } catch {
    return undefined;
  }
}
