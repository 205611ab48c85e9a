import http, { type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';

export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer };

/** Sends the address as it is written and takes the bytes as they come: fetch would tidy both up. */
export function get(
  url: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> {
  const { hostname, port, origin } = new URL(url);
  const path = url.slice(origin.length);
  return new Promise((resolve, reject) => {
    const sent = http.request({ host: hostname, port, path, method, headers });
    sent.once('error', reject);
    sent.once('response', (response) => {
      buffer(response).then((body) => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      }, reject);
    });
    sent.end();
  });
}
