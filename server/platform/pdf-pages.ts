import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { AppError } from './app-error.ts';

/** Pages of PDF files as pictures, by poppler's programs. They never see more than a file and a directory of ours. */
export type PdfPages = {
  /** Throws `invalid-input` for a damaged or locked file, `unavailable` where poppler is not installed. */
  count(bytes: Buffer): Promise<number>;
  /** Each page as a PNG of at most 1920 pixels a side, with what is written on it. */
  pages(bytes: Buffer): AsyncIterable<{ bytes: Buffer; text: string }>;
};

/** Of the longer side, in pixels. */
const side = 1920;
/** Limits for each program run: a page that needs more is meant to harm. */
const runLimits = {
  cpuSeconds: 20,
  memoryBytes: 1024 * 1024 * 1024,
  fileBytes: 64 * 1024 * 1024,
};
const textChars = 2_000;

type Run = (program: string, args: string[]) => Promise<{ code: number; output: string }>;

/** @param cpuSeconds that one page, or counting them, may take */
export function createPdfPages(
  { cpuSeconds } = { cpuSeconds: runLimits.cpuSeconds },
): PdfPages {
  const run = (program: string, args: string[]) => runBounded(program, args, cpuSeconds);
  return {
    count: (bytes) =>
      withFile(bytes, async (file) => {
        const { code, output } = await run('pdfinfo', [file]);
        const [, pages] = /^Pages:\s+(\d+)$/m.exec(output) ?? [];
        if (/Incorrect password/i.test(output)) {
          throw new AppError(
            'invalid-input',
            'This PDF is locked. Save it without a password.',
          );
        }
        if (code !== 0 || !pages || pages === '0') {
          throw new AppError('invalid-input', 'This PDF is damaged: it cannot be read.');
        }
        return Number(pages);
      }),

    async *pages(bytes) {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-slides-'));
      try {
        const file = path.join(folder, 'deck.pdf');
        await writeFile(file, bytes);
        const { output } = await run('pdfinfo', [file]);
        const count = Number(/^Pages:\s+(\d+)$/m.exec(output)?.[1] ?? 0);
        for (let page = 1; page <= count; page += 1)
          yield await drawPage(run, folder, file, page);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

async function drawPage(
  run: Run,
  folder: string,
  file: string,
  page: number,
): Promise<{ bytes: Buffer; text: string }> {
  const one = ['-f', `${page}`, '-l', `${page}`];
  const picture = path.join(folder, 'page');
  const drawn = await run('pdftoppm', [
    ...one,
    ...['-scale-to', `${side}`, '-singlefile', '-png', file, picture],
  ]);
  if (drawn.code !== 0) {
    throw new AppError('invalid-input', `Page ${page} of this PDF cannot be drawn.`);
  }
  const words = await run('pdftotext', [...one, '-layout', file, '-']);
  const text = words.code === 0 ? words.output.replace(/\s+/g, ' ').trim() : '';
  return { bytes: await readFile(`${picture}.png`), text: text.slice(0, textChars) };
}

async function withFile<T>(bytes: Buffer, use: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-slides-'));
  try {
    const file = path.join(folder, 'deck.pdf');
    await writeFile(file, bytes);
    return await use(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs one of poppler's programs, bounded in time, memory and output, and niced below every room. */
function runBounded(program: string, args: string[], cpuSeconds: number): ReturnType<Run> {
  const bounded = [
    `--cpu=${cpuSeconds}`,
    `--as=${runLimits.memoryBytes}`,
    `--fsize=${runLimits.fileBytes}`,
    ...['nice', '-n', '10', program, ...args],
  ];
  return new Promise((resolve, reject) => {
    const child = spawn('prlimit', bounded, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 2 * cpuSeconds * 1_000,
      killSignal: 'SIGKILL',
    });
    let output = '';
    const keep = (data: Buffer): void => {
      output = (output + data.toString('utf8')).slice(0, 100_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (cause) => reject(noTool(cause)));
    child.on('close', (code) => {
      if (code === 127 || (/No such file or directory.*\n?$/.test(output) && code === 126)) {
        reject(noTool(new Error(output)));
      } else resolve({ code: code ?? 1, output });
    });
  });
}

const noTool = (cause: unknown): AppError =>
  new AppError(
    'unavailable',
    'PDF files need poppler-utils on the server. Send pictures instead.',
    {
      cause,
    },
  );
