import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { envExample, listSettings } from '../scripts/setup/env-help.ts';
import { ConfigError, parseConfig } from './config.ts';

test('nothing set is a working hub on one machine', () => {
  const config = parseConfig({});
  expect(config).toMatchObject({
    role: 'all',
    databaseUrl: undefined,
    s3: undefined,
    http: { port: 3000 },
  });
});

test('every problem is told at once', () => {
  const wrong = { HTTP_PORT: 'eighty', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://x' };
  expect(() => parseConfig(wrong)).toThrow(ConfigError);
  for (const name of Object.keys(wrong)) expect(() => parseConfig(wrong)).toThrow(name);
});

test.each([
  [{ ROLE: 'media' }, 'needs DATABASE_URL'],
  [{ ROLE: 'hub' }, 'needs DATABASE_URL'],
  [{ ROLE: 'hub', DATABASE_URL: 'postgres://db/x' }, 'needs S3_ENDPOINT'],
  [{ TLS_CERT_FILE: 'a.pem' }, 'TLS_CERT_FILE and TLS_KEY_FILE'],
  [{ S3_ENDPOINT: 'http://minio:9000' }, 'S3_ACCESS_KEY'],
  [{ TURN_URLS: 'turn:t.example.org' }, 'TURN_URLS and TURN_SECRET'],
  [{ TURN_URLS: 'http://t.example.org', TURN_SECRET: 's' }, 'is no turn'],
])('%j is refused because it %s', (env, reason) => {
  expect(() => parseConfig(env)).toThrow(reason);
});

test.each([
  [undefined, 30 * 86_400_000],
  ['7', 7 * 86_400_000],
  ['0', undefined],
  ['forever', undefined],
])('KEEP_TAKES_DAYS=%s keeps takes for %s ms', (value, keepTakesMs) => {
  const env = value === undefined ? {} : { KEEP_TAKES_DAYS: value };
  expect(parseConfig(env).keepTakesMs).toBe(keepTakesMs);
});

test('names of audiences are kept for a year, or as long as it says', () => {
  expect(parseConfig({}).keepNamesMs).toBe(365 * 86_400_000);
  expect(parseConfig({ KEEP_NAMES_DAYS: '90' }).keepNamesMs).toBe(90 * 86_400_000);
  expect(parseConfig({ KEEP_NAMES_DAYS: 'forever' }).keepNamesMs).toBeUndefined();
});

test('a time to keep takes is whole days', () => {
  for (const value of ['soon', '-1', '1.5']) {
    expect(() => parseConfig({ KEEP_TAKES_DAYS: value })).toThrow('KEEP_TAKES_DAYS');
  }
});

test('an empty value counts as not set', () => {
  expect(parseConfig({ DATABASE_URL: '', S3_ENDPOINT: '' }).databaseUrl).toBeUndefined();
});

test('.env.example is the schema, word for word, and every setting is explained', async () => {
  expect(await readFile(new URL('../.env.example', import.meta.url), 'utf8')).toBe(
    envExample(),
  );
  for (const { description } of listSettings()) expect(description).toMatch(/\w.*\.$/);
});
