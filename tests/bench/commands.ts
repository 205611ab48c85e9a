import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { configureFfmpeg } from '../../media/ffmpeg/ffmpeg-settings.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openTestDatabase } from '../support/database.ts';
import { makeBenchMedia } from './bench-media.ts';
import { rowOf, type Bench } from './bench.ts';
import { cpuSecondsWithChildren } from './cpu-time.ts';
import { measureMaking } from './publish.ts';
import { endSession } from './synthetic-session.ts';

/**
 * What the pipeline takes besides ffmpeg: the CPU of a whole job, against that of the very same ffmpeg commands, run one
 * after the other by nothing.
 */
export const bench: Bench = async ({ folder, rounds, seconds, say }) => {
  const scope = new Scope('bench', silentLog);
  try {
    const media = await makeBenchMedia(folder);
    const database = await openTestDatabase(scope);
    const found = { ours: [] as number[], baseline: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      const dir = path.join(folder, `${round}`);
      const kept = path.join(dir, 'commands');
      await mkdir(kept, { recursive: true });
      const { recordingId } = await endSession(database, {
        ...{ recordingsDir: dir, media, seconds },
        people: ['sari', 'budi'],
      });
      configureFfmpeg({ ffmpegPath: await writeWitness(kept) });
      say(`A session of ${seconds} s with two people has ended. Making its episode …`);
      const { audioCpu, videoCpu } = await measureMaking(database, { dir, recordingId, scope });
      const commands = await readCommands(kept);
      say(`${commands.length} commands were run; now bare.`);
      const before = await cpuSecondsWithChildren();
      for (const command of commands) await runBare(command);
      found.baseline.push((await cpuSecondsWithChildren()) - before);
      found.ours.push(audioCpu + videoCpu);
    }
    return { rows: [rowOf('CPU of a job, of its ffmpeg commands alone', 's', found)] };
  } finally {
    configureFfmpeg({ ffmpegPath: 'ffmpeg' });
    await scope.close('measured');
  }
};

/**
 * Stands in for ffmpeg: notes its directory and arguments, keeps what it reads, and becomes it. A playlist stays where it
 * is, with its segments beside it.
 */
const witness = (kept: string): string => `#!/bin/sh
mine='${kept}'/$$
mkdir "$mine"
{
  printf '%s\\0' "$PWD"
  for word in "$@"; do
    if [ "$before" = -i ] && [ -f "$word" ] && [ "\${word%.m3u8}" = "$word" ]; then
      count=$((count + 1))
      ln "$word" "$mine/$count-\${word##*/}"
      printf '%s\\0' "$mine/$count-\${word##*/}"
    else
      printf '%s\\0' "$word"
    fi
    before=$word
  done
} > "$mine/words"
exec ffmpeg "$@"
`;

async function writeWitness(kept: string): Promise<string> {
  const file = `${kept}.sh`;
  await writeFile(file, witness(kept));
  await chmod(file, 0o755);
  return file;
}

type Command = { cwd: string; args: string[] };

/** In the order in which they were run; those that read from us, or only ask what ffmpeg can do, are left out. */
async function readCommands(kept: string): Promise<Command[]> {
  const found: (Command & { atMs: number })[] = [];
  for (const name of await readdir(kept)) {
    const file = path.join(kept, name, 'words');
    const [cwd = '', ...args] = (await readFile(file, 'utf8')).split('\0').slice(0, -1);
    found.push({ cwd, args, atMs: (await stat(file)).mtimeMs });
  }
  return found
    .filter(({ args }) => args.includes('-i') && !args.includes('pipe:0'))
    .toSorted((a, b) => a.atMs - b.atMs);
}

async function runBare({ cwd, args }: Command): Promise<void> {
  const bare = spawn('ffmpeg', ['-y', ...args], { cwd, stdio: 'ignore' });
  const [code] = (await once(bare, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`run bare, ffmpeg ended with ${code}: ${args.join(' ')}`);
}
