import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { launchBrowser, newPerson } from '../support/browser.ts';
import { makeCertificate } from '../support/certificate.ts';
import { freePort } from '../support/free-port.ts';
import { startHub, type HubProcess } from '../support/hub-process.ts';
import * as people from '../support/journeys.ts';
import { isAccessible } from '../support/page-state.ts';

/** The hub behind Debian's nginx with TLS and websockets, as the README's example has it. */
const scope = new Scope('test', silentLog);
let hub: HubProcess;
let origin: string;
/** Of whoever opens the first link. */
let page: Page;
let context: BrowserContext;
let problems: string[];

beforeAll(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-https-'));
  scope.defer('files', () => rm(folder, { recursive: true, force: true }));
  const [hubPort, tlsPort] = [await freePort(), await freePort()];
  origin = `https://localhost:${tlsPort}`;
  hub = await startHub(path.join(folder, 'data'), {
    HTTP_PORT: `${hubPort}`,
    PUBLIC_ORIGIN: origin,
    TRUSTED_PROXIES: '127.0.0.1',
  });
  scope.defer('hub', async () => {
    await hub.stop();
  });
  await startNginx(folder, { hubPort, tlsPort });
  const browser = await launchBrowser();
  scope.defer('browser', () => browser.close());
  ({ page, context, problems } = await newPerson(browser));
}, 120_000);
afterAll(() => scope.close('tests ended'));

test('axe finds nothing where the first account is made', async () => {
  await page.goto(hub.ownerLink ?? '');
  await page.getByLabel('Nama perpustakaan').waitFor();
  await isAccessible(page, 'first run');
  await page.getByRole('button', { name: 'Buat akun dan mulai' }).click();
  await page.locator('[aria-invalid=true]').first().waitFor();
  await isAccessible(page, 'first run, nothing filled in');
  await page.goto(`${origin}/mulai`);
  await page.getByText(/^Tautannya terpotong/).waitFor();
  await isAccessible(page, 'first run, without the key', ['phone']);
});

test('a host signs up, enters the room and goes live over HTTPS, with secure cookies and a websocket', async () => {
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));

  expect(hub.ownerLink).toMatch(new RegExp(`^${origin}/mulai`));
  await people.makeOwner(page, hub.ownerLink ?? '');
  const slug = await people.makeSeries(page, origin, {
    title: 'Lewat Proksi',
    description: 'Uji.',
  });
  const code = await people.makeSession(page, {
    origin,
    slug,
    title: 'Uji HTTPS',
    description: 'Uji.',
  });
  await people.enterRoom(page, `${origin}/a/${code}`);
  await people.goOnStage(page, { consent: false });
  await people.goLive(page);

  expect(sockets.some((url) => url.startsWith(`wss://localhost`))).toBe(true);
  const cookies = await context.cookies();
  expect(cookies.length).toBeGreaterThanOrEqual(2);
  for (const { name, secure, httpOnly } of cookies)
    expect({ name, secure, httpOnly }).toEqual({ name, secure: true, httpOnly: true });
  expect(await page.evaluate(() => isSecureContext)).toBe(true);
  await people.endSession(page);
  expect(problems).toEqual([]);
});

test('nor where an invited host makes one', async () => {
  const url = await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' };
    const asked = { method: 'POST', headers, body: '{}' };
    const answer = await fetch('/api/people/invitations', asked);
    return ((await answer.json()) as { url: string }).url;
  });
  await page.goto(url);
  await page.getByRole('button', { name: 'Buat akun', exact: true }).click();
  await page.locator('[aria-invalid=true]').first().waitFor();
  await isAccessible(page, 'an invited host, nothing filled in');
});

async function startNginx(
  folder: string,
  { hubPort, tlsPort }: { hubPort: number; tlsPort: number },
): Promise<void> {
  const { certFile, keyFile } = await makeCertificate(scope);
  const config = path.join(folder, 'nginx.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join(' ');
  await writeFile(
    config,
    `daemon off; pid ${folder}/nginx.pid; error_log stderr warn;
events {}
http {
  access_log off; ${temporary}
  map $http_upgrade $connection_upgrade { default upgrade; '' close; }
  server {
    listen 127.0.0.1:${tlsPort} ssl; server_name localhost;
    ssl_certificate ${certFile}; ssl_certificate_key ${keyFile};
    client_max_body_size 16m;
    location / {
      proxy_pass http://127.0.0.1:${hubPort};
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_read_timeout 1h; proxy_buffering off;
    }
  }
}`,
  );
  const nginx = spawn('/usr/sbin/nginx', ['-c', config, '-p', folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  nginx.stderr.on('data', (data: Buffer) => (complaints += data.toString()));
  scope.defer('nginx', () => void nginx.kill());
  for (let tries = 0; tries < 50; tries += 1) {
    if (nginx.exitCode !== null) throw new Error(`nginx ended: ${complaints}`);
    const up = await fetch(`http://127.0.0.1:${tlsPort}/`).then(
      () => true,
      () => false,
    );
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nginx did not answer: ${complaints}`);
}
