import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { buildNack, splitSenderReports } from '../../media/capture/rtcp.ts';
import { isRtcp } from '../../media/capture/rtp.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import { pause } from '../platform/pause.ts';
import type { Scope } from '../platform/scope.ts';
import { DiskWatch } from './disk-watch.ts';
import { repairEveryUs } from './loss-repair.ts';
import type { RecorderTrouble } from '../protocol/recording-proof.ts';
import type { TakeSpec } from '../recordings/take-recorder.ts';
import type { FromRecorder } from './messages.ts';
import { RecordedTake } from './recorded-take.ts';
import { TakeFile, type OpenSegmentFile } from './take-file.ts';

/** What a crash can cost at most. */
const flushEveryMs = 200;
/** What a power cut can cost at most. */
const syncEveryMs = 5_000;
const statsEveryMs = 1_000;
/** Half a second without reading, at 50 Mb/s. The kernel may grant less; NACK makes up for it. */
const receiveBufferBytes = 4 * 1024 * 1024;
/** How long a take that ends waits for what it asked for. */
const lastRepairsUs = 400_000;
/** Before a take that has ended, and that the disk refused, is tried again. Doubles: each try may leave an empty file. */
const firstAgainMs = 1_000;
const lastAgainMs = 30_000;
/** Above this much unwritten, pictures are no longer kept; above the other, nothing is. */
const defaultMemory = { pictureBytes: 32 * 1024 * 1024, soundBytes: 64 * 1024 * 1024 };
/** Fixed part of an RTP packet, and of an RTCP packet with an SSRC. */
const leastBytes = 12;

/**
 * Writes takes: one socket for all of them, told apart by SSRC. It stores packets as they come and judges nothing; only
 * what cannot be had later is done now, that is, asking for lost packets and for keyframes.
 */
export class Recorder {
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #disk: DiskWatch;
  readonly #memory: typeof defaultMemory;
  readonly #openFile: OpenSegmentFile | undefined;
  readonly #send: (message: FromRecorder) => void;
  readonly #takes = new Map<string, RecordedTake>();
  readonly #bySsrc = new Map<number, RecordedTake>();
  /** Those that have ended and are not on disk yet. What they hold does not count against those that come. */
  readonly #closing = new Set<RecordedTake>();
  readonly #closed: AbortSignal;
  /** mediasoup's side of each track: where repeats are asked for. */
  readonly #senders = new Map<number, RemoteInfo>();
  #unwrittenBytes = 0;
  #unknownPackets = 0;

  private constructor(socket: Socket, disk: DiskWatch, options: RecorderOptions) {
    this.#socket = socket;
    this.#disk = disk;
    this.#memory = options.memory ?? defaultMemory;
    this.#openFile = options.openFile;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#send = options.send;
    this.#closed = options.scope.signal;
  }

  static async open(options: RecorderOptions): Promise<Recorder> {
    const { scope } = options;
    const socket = createSocket({ type: 'udp4', recvBufferSize: receiveBufferBytes });
    scope.defer('socket', () => void socket.close());
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');

    const recorder = new Recorder(socket, new DiskWatch(options), options);
    socket.on('message', (bytes, from) => recorder.#receive(bytes, from));
    socket.on('error', (error) => options.log.error({ err: error }, 'recorder socket failed'));
    scope.defer('takes', () => recorder.#closeAll());
    scope.every('repair', repairEveryUs / 1000, () => recorder.#repair());
    scope.every('flush', flushEveryMs, () => recorder.#flush());
    void recorder.#disk.look();
    scope.every('stats', statsEveryMs, () => recorder.#report());
    recorder.#syncForever(scope);
    return recorder;
  }

  get port(): number {
    return this.#socket.address().port;
  }

  openTake(dir: string, take: TakeSpec): void {
    if (this.#bySsrc.has(take.ssrc)) throw new Error(`SSRC ${take.ssrc} is being recorded.`);
    const openFile = this.#openFile;
    const file = new TakeFile({
      dir,
      take,
      clock: this.#clock,
      ...(openFile ? { openFile } : {}),
    });
    const recorded = new RecordedTake(take, file, this.#clock.monoUs());
    this.#takes.set(take.takeId, recorded);
    this.#bySsrc.set(take.ssrc, recorded);
  }

  /**
   * Ends a take with the packet that came last, waits a moment for what is missing before it, and resolves when all is on
   * disk: a disk that refuses is tried again for as long as this recorder lives, or the take's folder; one that takes all
   * and keeps nothing, for some minutes. A take that is not open is as good as closed.
   */
  async endTake(takeId: string): Promise<void> {
    const recorded = this.#takes.get(takeId);
    recorded?.endHere();
    const untilUs = this.#clock.monoUs() + lastRepairsUs;
    while (recorded?.repair.isComplete === false && this.#clock.monoUs() < untilUs) {
      await delay(repairEveryUs / 1000);
    }
    await this.#close(takeId);
  }

  async #close(takeId: string): Promise<void> {
    const recorded = this.#takes.get(takeId);
    if (!recorded) return;
    this.#takes.delete(takeId);
    this.#bySsrc.delete(recorded.take.ssrc);
    this.#senders.delete(recorded.take.ssrc);
    this.#closing.add(recorded);
    for (let againMs = firstAgainMs; !(await recorded.file.close());) {
      const { failure: err } = recorded.file;
      // Deleted: its person said no.
      if (err?.code === 'ENOENT') break;
      this.#log.error({ takeId, err, againMs }, 'the end of a take is not written yet');
      if (this.#closed.aborted) return;
      await pause(againMs, this.#closed);
      againMs = Math.min(lastAgainMs, 2 * againMs);
    }
    this.#closing.delete(recorded);
  }

  setPaused(takeId: string, paused: boolean): void {
    this.#takes.get(takeId)?.setPaused(paused, this.#clock.monoUs());
  }

  #receive(bytes: Buffer, from: RemoteInfo): void {
    const nowUs = this.#clock.monoUs();
    if (bytes.length < leastBytes) return;
    if (isRtcp(bytes)) {
      for (const report of splitSenderReports(bytes)) {
        this.#bySsrc.get(report.ssrc)?.senderReport(report.bytes, nowUs);
      }
      return;
    }
    const ssrc = bytes.readUInt32BE(8);
    const take = this.#bySsrc.get(ssrc);
    if (!take) {
      this.#unknownPackets += 1;
      return;
    }
    this.#senders.set(ssrc, from);
    const isHole = take.packet(bytes, nowUs, this.#mayKeep(take));
    if (isHole) this.#askAgain(take, nowUs);
  }

  #mayKeep({ take }: RecordedTake): boolean {
    if (take.kind === 'video') {
      return this.#disk.hasRoomForPictures && this.#unwrittenBytes < this.#memory.pictureBytes;
    }
    return this.#disk.hasRoomForSound && this.#unwrittenBytes < this.#memory.soundBytes;
  }

  #askAgain(take: RecordedTake, nowUs: number): void {
    const { ssrc } = take.take;
    const from = this.#senders.get(ssrc);
    const sequences = take.repair.due(nowUs);
    if (from && sequences.length > 0) {
      this.#socket.send(buildNack(ssrc, sequences), from.port, from.address);
    }
  }

  #repair(): void {
    const nowUs = this.#clock.monoUs();
    for (const take of this.#takes.values()) {
      this.#askAgain(take, nowUs);
      const reason = take.needsKeyFrame(nowUs);
      if (reason) this.#send({ type: 'need-key', takeId: take.take.takeId, reason });
    }
  }

  #flush(): void {
    let bytes = 0;
    for (const { file } of this.#takes.values()) {
      file.flush();
      bytes += file.unwrittenBytes;
    }
    this.#unwrittenBytes = bytes;
  }

  #report(): void {
    // Not waited for: a disk that stands still would make this process seem to hang, and what it holds die with it.
    void this.#disk.look();
    this.#send({
      type: 'stats',
      takes: [...this.#takes.values()].map((take) => take.stats()),
      unknownPackets: this.#unknownPackets,
      troubles: [...this.#troubles()],
      room: this.#disk.room,
    });
  }

  #troubles(): Set<RecorderTrouble> {
    const troubles = new Set<RecorderTrouble>();
    if (!this.#disk.hasRoomForPictures) troubles.add('disk-low');
    if (!this.#disk.hasRoomForSound) troubles.add('disk-full');
    if (this.#unwrittenBytes >= this.#memory.pictureBytes) troubles.add('disk-slow');
    for (const { file } of [...this.#takes.values(), ...this.#closing]) {
      const code = file.failure?.code;
      if (code === 'ENOSPC' || code === 'EDQUOT') troubles.add('disk-full');
      else if (file.failure) troubles.add('disk-error');
    }
    return troubles;
  }

  /** One file after the other, so that a slow disk never has more than one of ours to wait for. */
  #syncForever(scope: Scope): void {
    scope.after('sync', syncEveryMs, () => {
      void (async () => {
        for (const { file } of [...this.#takes.values()]) await file.sync();
        if (!scope.closed) this.#syncForever(scope);
      })();
    });
  }

  /** What the disk refuses now is lost, and the take says so by having no end. */
  async #closeAll(): Promise<void> {
    const closing = [...this.#closing].map(({ file }) => file.close());
    const takes = [...this.#takes.keys()].map((takeId) => this.#close(takeId));
    await Promise.all([...closing, ...takes]);
  }
}

export type RecorderOptions = {
  recordingsDir: string;
  reserveBytes: number;
  send: (message: FromRecorder) => void;
  clock: Clock;
  log: Logger;
  scope: Scope;
  /** How much may wait in memory for the disk. */
  memory?: { pictureBytes: number; soundBytes: number };
  /** Instead of the disk's own word. */
  freeBytesOf?: (dir: string) => Promise<number>;
  /** Instead of files. */
  openFile?: OpenSegmentFile;
};
