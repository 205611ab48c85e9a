import { expect } from 'vitest';
import type { ErrorCode } from '../../server/protocol/errors.ts';

export type Answer = {
  status: number;
  headers: Headers;
  /** Parsed when it is JSON; undefined when there is none. */
  body: unknown;
  text: string;
};

type Send = {
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is. */
  raw?: string | Uint8Array<ArrayBuffer>;
  /** Undefined removes what a browser would send. */
  headers?: Record<string, string | undefined>;
};

/** Talks to the API as a browser on its own page would: with its cookies, its origin and JSON. */
export class RestClient {
  readonly #origin: string;
  readonly cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Its cookies, for a browser's context: at this address its pages are signed in as this is. */
  browserCookies(url = this.#origin): { name: string; value: string; url: string }[] {
    return [...this.cookies].map(([name, value]) => ({ name, value, url }));
  }

  async send(method: string, path: string, { json, raw, headers }: Send = {}): Promise<Answer> {
    const all: Record<string, string | undefined> = {
      Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(method === 'GET' ? {} : { Origin: this.#origin, 'Content-Type': 'application/json' }),
      ...headers,
    };
    const sent = Object.entries(all).filter((entry): entry is [string, string] => !!entry[1]);
    const body = raw ?? (json === undefined ? undefined : JSON.stringify(json));
    const response = await fetch(this.#origin + path, {
      method,
      headers: sent,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    });
    for (const cookie of response.headers.getSetCookie()) this.#remember(cookie);
    const text = await response.text();
    const isJson = response.headers.get('Content-Type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? (JSON.parse(text) as unknown) : undefined,
      text,
    };
  }

  /** The answer's body. Throws when the request was refused. */
  async ok<T>(method: string, path: string, json?: unknown): Promise<T> {
    const { status, body, text } = await this.send(method, path, { json });
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    return body as T;
  }

  /** Fails the test unless the request is refused with this code. Returns the answer. */
  async refused(
    code: ErrorCode,
    method: string,
    path: string,
    send: Send = {},
  ): Promise<Answer> {
    const answer = await this.send(method, path, send);
    expect(answer.body, `${method} ${path}: ${answer.status} ${answer.text}`).toMatchObject({
      error: { code, message: expect.any(String) as string },
    });
    return answer;
  }

  #remember(setCookie: string): void {
    const [pair = '', ...attributes] = setCookie.split(';');
    const [name = '', value = ''] = pair.split('=');
    if (attributes.some((attribute) => attribute.trim() === 'Max-Age=0')) {
      this.cookies.delete(name);
    } else {
      this.cookies.set(name, value);
    }
  }
}
