#!/usr/bin/env node
/**
 * Debian's Firefox, as playwright-core wants to start it. It speaks WebDriver BiDi, and playwright-core cannot do without
 * one command that this Firefox does not know yet: that one is answered here, everything else is passed on.
 */
import { spawn } from 'node:child_process';
import { WebSocket, WebSocketServer } from 'ws';

/** Sets the colour scheme, which no test of ours asks of Firefox. */
const unknown = 'emulation.setMediaFeaturesOverride';
const announced = /WebDriver BiDi listening on (ws:\/\/\S+)/;

const firefox = spawn(
  process.env['FIREFOX_PATH'] ?? '/usr/bin/firefox-esr',
  process.argv.slice(2),
  { stdio: ['ignore', 'inherit', 'pipe'] },
);
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => firefox.kill(signal));
firefox.on('error', (error) => process.stderr.write(`${error.message}\n`));
firefox.on('close', (code) => process.exit(code ?? 1));

let said = '';
firefox.stderr.on('data', (data) => {
  said = (said + String(data)).slice(-2_000);
  const address = announced.exec(said)?.[1];
  if (address === undefined) process.stderr.write(data);
  else {
    said = '';
    bridge(address);
  }
});

/** @param {string} address Where Firefox listens. */
function bridge(address) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('listening', () => {
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    process.stderr.write(`WebDriver BiDi listening on ws://127.0.0.1:${port}\n`);
  });
  server.on('connection', (near, { url }) => {
    const far = new WebSocket(`${address}${url ?? ''}`);
    const isOpen = new Promise((resolve) => far.once('open', resolve));
    near.on('message', (bytes) => {
      const command = String(bytes);
      const { id, method } = JSON.parse(command);
      if (method === unknown) near.send(JSON.stringify({ type: 'success', id, result: {} }));
      else void isOpen.then(() => far.send(command));
    });
    far.on('message', (bytes) => near.send(String(bytes)));
    far.on('error', (error) => process.stderr.write(`${error.message}\n`));
    near.on('close', () => far.close());
    far.on('close', () => near.close());
  });
}
