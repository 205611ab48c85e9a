import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Scope } from '../../server/platform/scope.ts';
import { freePort } from './free-port.ts';

/** A window of WebKit, the engine of iPhones. */
export type WebkitPage = {
  open(url: string): Promise<void>;
  /** As narrow as it can be made; a browser with a bar of buttons stays wider than a phone. */
  resize(width: number, height: number): Promise<void>;
  /** Runs a function in the page; what it returns, or what its promise brings, must be JSON. */
  run<Args extends unknown[], T>(
    work: (...args: Args) => T | Promise<T>,
    ...args: Args
  ): Promise<T>;
  /** Presses the button with these words, once it is there. */
  press(words: string): Promise<void>;
};

type Call = (method: string, path: string, body?: object) => Promise<unknown>;

const display = { width: 1600, height: 1000 };
const patienceMs = 20_000;

/** Debian's WebKitGTK on a screen of its own, steered by WebDriver. Ends with the scope. */
export async function openWebkit(scope: Scope): Promise<WebkitPage> {
  const call = await startDriver(scope, await startScreen(scope));
  const { sessionId } = (await call('POST', '/session', { capabilities: {} })) as {
    sessionId: string;
  };
  const session = `/session/${sessionId}`;
  scope.defer('webkit', async () => {
    await call('DELETE', session);
  });
  const run: WebkitPage['run'] = async (work, ...args) => {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve((${String(work)})(...[...arguments].slice(0, -1)))
        .then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const body = { script, args };
    const { value, error } = (await call('POST', `${session}/execute/async`, body)) as {
      value: Awaited<ReturnType<typeof work>>;
      error?: string;
    };
    if (error !== undefined) throw new Error(error);
    return value;
  };
  return {
    open: async (url) => {
      await call('POST', `${session}/url`, { url });
    },
    resize: async (width, height) => {
      await call('POST', `${session}/window/rect`, { width, height });
    },
    run,
    press: async (words) => {
      const value = `//button[contains(normalize-space(.), ${JSON.stringify(words)})]`;
      const find = { using: 'xpath', value };
      const found = (await untilGiven(() =>
        call('POST', `${session}/element`, find),
      )) as HTMLElement;
      await run(isStill, found);
      await call('POST', `${session}/element/${String(Object.values(found)[0])}/click`, {});
    },
  };
}

/** Waits until a part of the page no longer moves: a press is aimed before it lands. */
async function isStill(part: HTMLElement): Promise<void> {
  await document.fonts.ready;
  const frame = (): Promise<number> => new Promise(requestAnimationFrame);
  let before: number;
  do {
    before = part.getBoundingClientRect().top;
    await frame();
    await frame();
  } while (part.getBoundingClientRect().top !== before);
}

/** Returns its name, such as ":99". */
async function startScreen(scope: Scope): Promise<string> {
  const size = `${display.width}x${display.height}x24`;
  const args = ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp'];
  const screen = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  scope.defer('screen', () => void screen.kill());
  const number = await new Promise<string>((resolve, reject) => {
    screen.once('error', reject);
    (screen.stdio[3] as Readable).once('data', (data) => resolve(String(data).trim()));
  });
  return `:${number}`;
}

async function startDriver(scope: Scope, screen: string): Promise<Call> {
  const port = await freePort();
  const env = {
    ...process.env,
    DISPLAY: screen,
    GDK_BACKEND: 'x11',
    // Off unless asked for: the player of its own, as an iPhone has one.
    WEBKIT_GST_ENABLE_HLS_SUPPORT: '1',
  };
  const args = [`--port=${port}`, '--host=127.0.0.1'];
  const driver = spawn('WebKitWebDriver', args, { env, stdio: 'ignore' });
  scope.defer('webkit driver', () => void driver.kill());
  const failed = new Promise<never>((_resolve, reject) => driver.once('error', reject));
  const call: Call = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const { value } = (await response.json()) as { value: unknown };
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`);
    return value;
  };
  await Promise.race([failed, untilGiven(() => call('GET', '/status'))]);
  return call;
}

/** Asks again until there is an answer. */
async function untilGiven<T>(ask: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(100);
    }
  }
}
