import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { stat, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { types } from 'mediasoup';
import type { SpeakingRoom, Speaker } from './speaking-room.ts';

const execute = promisify(execFile);
const loopback = '127.0.0.1';
const startWithinMs = 20_000;

/** One `ffmpeg -c copy` that records one speaker, sound and picture, from RTP into a Matroska file. */
export type FfmpegRecorder = {
  pid: number;
  /** Resolves with what the last seconds of the file hold: before them it was finding its first keyframe. */
  stop(lastSeconds: number): Promise<{ audioPerSecond: number; videoPerSecond: number }>;
};

/** Resolves once it writes. */
export async function startFfmpegRecorder(
  { router }: Pick<SpeakingRoom, 'router'>,
  { audio, video }: Speaker,
  file: string,
): Promise<FfmpegRecorder> {
  const sound = await openOutlet(router, audio);
  const picture = await openOutlet(router, video);
  const sdp = [
    ...['v=0', `o=- 0 0 IN IP4 ${loopback}`, 's=-', `c=IN IP4 ${loopback}`, 't=0 0'],
    ...[sound.sdp, picture.sdp, ''],
  ].join('\n');
  await writeFile(`${file}.sdp`, sdp);
  // prettier-ignore
  const child = spawn('ffmpeg', [
    '-nostdin', '-hide_banner', '-loglevel', 'quiet', '-y',
    '-protocol_whitelist', 'file,udp,rtp', '-i', `${file}.sdp`, '-c', 'copy', '-f', 'matroska', file,
  ], { stdio: 'ignore' });
  await writesTo(file, child);

  return {
    pid: child.pid ?? 0,
    async stop(lastSeconds) {
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      await ended;
      sound.close();
      picture.close();
      const [audioPerSecond, videoPerSecond] = await Promise.all([
        packetsPerSecond(file, 'a:0', lastSeconds),
        packetsPerSecond(file, 'v:0', lastSeconds),
      ]);
      return { audioPerSecond, videoPerSecond };
    },
  };
}

/** Sends a producer to two free ports, RTP and RTCP. */
async function openOutlet(
  router: types.Router,
  { id: producerId, kind }: types.Producer,
): Promise<{ sdp: string; close: () => void }> {
  const transport = await router.createPlainTransport({
    listenInfo: { protocol: 'udp', ip: loopback },
    rtcpMux: false,
  });
  const port = await freePortPair();
  await transport.connect({ ip: loopback, port, rtcpPort: port + 1 });
  const { rtpParameters } = await transport.consume({
    producerId,
    rtpCapabilities: router.rtpCapabilities,
  });
  const [codec] = rtpParameters.codecs;
  if (!codec) throw new Error('a consumer without codec');
  const { payloadType, mimeType, clockRate, channels } = codec;
  const name = `${mimeType.split('/')[1] ?? ''}/${clockRate}${channels ? `/${channels}` : ''}`;
  const sdp = `m=${kind} ${port} RTP/AVP ${payloadType}\na=rtpmap:${payloadType} ${name}`;
  return { sdp, close: () => transport.close() };
}

/** An even UDP port that is free, and so is the one after it. */
async function freePortPair(): Promise<number> {
  for (;;) {
    const port = 20_000 + 2 * Math.floor(Math.random() * 10_000);
    const [rtp, rtcp] = await Promise.all([isFree(port), isFree(port + 1)]);
    if (rtp && rtcp) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve(false));
    socket.bind(port, loopback, () => socket.close(() => resolve(true)));
  });
}

async function writesTo(file: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + startWithinMs;
  while (Date.now() < deadline && child.exitCode === null) {
    const { size } = await stat(file).catch(() => ({ size: 0 }));
    if (size > 0) return;
    await delay(100);
  }
  child.kill('SIGKILL');
  throw new Error('ffmpeg does not record');
}

async function packetsPerSecond(
  file: string,
  stream: string,
  lastSeconds: number,
): Promise<number> {
  const { stdout } = await execute(
    'ffprobe',
    // prettier-ignore
    [
      '-v', 'error', '-select_streams', stream, '-show_entries', 'packet=pts_time',
      '-of', 'default=noprint_wrappers=1:nokey=1', file,
    ],
    { maxBuffer: 64 << 20 },
  );
  const times = stdout.trim().split('\n').map(Number);
  const last = times.at(-1) ?? 0;
  const counted = times.filter((time) => time >= last - lastSeconds);
  return (counted.length - 1) / (last - (counted[0] ?? 0));
}
