/**
 * The door to every npm script: installs the packages when they are missing or changed, sets up the rest
 * (scripts/setup/setup.ts), then runs scripts/<name>.ts. `start` becomes the hub, once scripts/start.ts has made it ready.
 * Plain JavaScript, because on a fresh clone there is nothing yet that understands TypeScript.
 *
 * Example: node scripts/run.mjs start
 */
import { fork, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');
const cache = path.join(root, '.cache');
const [name = 'start', ...args] = process.argv.slice(2);

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Serambi needs Node 20.19 or newer; this is ${process.version}.\n`);
  process.exit(1);
}

/** Everything but running the hub and looking after its data also needs the tools of development. */
const wanted = ['start', 'recording'].includes(name) ? 'run' : 'develop';
const level = { recording: 'run', check: 'check' }[name] ?? 'test';
process.chdir(root);

let hub;
await withLock(path.join(cache, 'setup.lock'), async () => {
  await installPackages();
  if (name === 'start') {
    hub = await getReady();
    return;
  }
  const { register } = await import('tsx/esm/api');
  register();
  if (args.includes('--help')) return;
  const { setUp } = await import('./setup/setup.ts');
  await setUp(level).catch((error) => {
    if (error.name !== 'SetupError') throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
});
if (name === 'start') {
  if (hub) {
    process.setSourceMapsEnabled(true);
    await import(pathToFileURL(hub).href);
  }
} else if (!process.exitCode) {
  process.argv = [process.argv[0], path.join(import.meta.dirname, `${name}.ts`), ...args];
  await import(pathToFileURL(process.argv[1]).href);
}

/** Whatever reads TypeScript has a process of its own, or the hub would keep it as long as it runs. Gives the hub's file. */
async function getReady() {
  const child = fork(path.join(import.meta.dirname, 'start.ts'), args, {
    execArgv: ['--import', 'tsx'],
  });
  let ready;
  child.once('message', (message) => (ready = message));
  // What it said may arrive after it has gone.
  const [[code]] = await Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
  if (code !== 0) process.exitCode = 1;
  if (ready?.worker) process.env['MEDIASOUP_WORKER_BIN'] = ready.worker;
  return ready?.hub;
}

async function installPackages() {
  const stamp = path.join(root, 'node_modules', '.serambi-packages');
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  const done = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (done === `${lock} develop` || done === `${lock} ${wanted}`) return;

  const started = Date.now();
  const say = (text) => process.stdout.write(`${text}\n`);
  say('Installing packages (about a minute the first time) …');
  const tick = setInterval(
    () => say(`  … still installing, ${Math.round((Date.now() - started) / 1000)} s`),
    10_000,
  );
  const extra = wanted === 'run' ? ['--omit=dev'] : [];
  const { code, output } = await run('npm', [
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...extra,
  ]);
  clearInterval(tick);
  if (code !== 0) {
    process.stderr.write(
      `${output}\nThe packages could not be installed. Is the package registry reachable? Then run the command again.\n`,
    );
    process.exit(1);
  }
  writeFileSync(stamp, `${lock} ${wanted}`);
  say(`Packages installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

function run(command, commandArgs) {
  return new Promise((resolve) => {
    // Without npm's own variables: an outer `npm start --flag` must not change how packages are installed.
    const env = Object.fromEntries(
      Object.entries(process.env).filter(
        ([key]) =>
          !/^npm_(config|lifecycle|package)_/i.test(key) ||
          /registry|cache|userconfig|prefix|proxy/i.test(key),
      ),
    );
    const child = spawn(command, commandArgs, {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (data) => (output = (output + data).slice(-20_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** One set-up at a time; a second waits for the first. A lock whose owner is gone is taken over. */
async function withLock(file, task) {
  mkdirSync(path.dirname(file), { recursive: true });
  for (let told = false; ;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = Number(readFileSync(file, 'utf8') || '0');
    if (owner > 0 && isAlive(owner)) {
      if (!told)
        process.stdout.write(
          `Another Serambi command (process ${owner}) is setting up here; waiting for it.\n`,
        );
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 300));
    } else {
      rmSync(file, { force: true });
    }
  }
  try {
    await task();
  } finally {
    rmSync(file, { force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
