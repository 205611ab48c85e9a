import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { types } from 'mediasoup';
import type { Scope } from '../../server/platform/scope.ts';
import { deviceCapabilities } from '../support/device-parameters.ts';
import type { SpeakingRoom } from './speaking-room.ts';

/** Of AES-128: the key and the salt (RFC 3711). */
const srtpKeyBytes = 30;

/**
 * Viewers who take nothing of the machine: what a worker sends them, encrypted as for a browser, goes to a socket that
 * nobody reads. All of them watch the first speaker.
 */
export class SilentViewers {
  readonly #room: SpeakingRoom;
  readonly #sinkPort: number;
  readonly #consumers: types.Consumer[] = [];

  static async open(room: SpeakingRoom, scope: Scope): Promise<SilentViewers> {
    return new SilentViewers(room, await openSink(scope));
  }

  private constructor(room: SpeakingRoom, sinkPort: number) {
    this.#room = room;
    this.#sinkPort = sinkPort;
  }

  /** Lets people in until there are so many. */
  async fill(count: number): Promise<void> {
    const [speaker] = this.#room.speakers;
    if (!speaker) throw new Error('nobody speaks');
    while (this.#consumers.length < count) {
      const transport = await this.#room.router.createPlainTransport({
        ...{
          listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
          rtcpMux: true,
          enableSrtp: true,
        },
      });
      await transport.connect({
        ...{ ip: '127.0.0.1', port: this.#sinkPort },
        srtpParameters: {
          cryptoSuite: 'AES_CM_128_HMAC_SHA1_80',
          keyBase64: randomBytes(srtpKeyBytes).toString('base64'),
        },
      });
      const producerId = speaker.video.id;
      const wanted = { producerId, rtpCapabilities: deviceCapabilities };
      this.#consumers.push(await transport.consume(wanted));
    }
  }

  /** What the last one to come was sent so far. */
  async packetsEach(): Promise<number> {
    const stats = (await this.#consumers.at(-1)?.getStats()) ?? [];
    return stats.find(({ type }) => type === 'outbound-rtp')?.packetCount ?? 0;
  }
}

/** A socket whose process stands still: the kernel drops what does not fit. Returns its port. */
async function openSink(scope: Scope): Promise<number> {
  const program = `const socket = require('node:dgram').createSocket('udp4');
    socket.bind(0, '127.0.0.1', () => console.log(socket.address().port));`;
  const child = spawn(process.execPath, ['-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  scope.defer('sink', () => void child.kill('SIGKILL'));
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  child.kill('SIGSTOP');
  return Number(port.toString());
}
