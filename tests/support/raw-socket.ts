import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** Two bytes of frame before a ping or pong of engine.io: one text frame, of one character. */
const ping = Buffer.from([0x81, 1, 0x32]);
const pong = frame(Buffer.from('3'));
const joined = '40{';

type Events = {
  /** The hub has let it in. */
  opened?: () => void;
  closed: () => void;
};

/**
 * As little of a socket.io client as an attacker needs: ten thousand of them must cost the machine less than the hub
 * that is measured. It opens, answers pings, and writes whatever it is given.
 */
export class RawSocket {
  readonly #socket: Socket;

  constructor(port: number, localAddress: string, { opened, closed }: Events) {
    const socket = (this.#socket = connect({ port, host: '127.0.0.1', localAddress }));
    const key = randomBytes(16).toString('base64');
    socket.write(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n' +
        `Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
    let isAsking = true;
    let isOpen = false;
    socket.on('data', (data) => {
      if (isAsking && data.includes(' 101 ')) {
        isAsking = false;
        this.send('40');
      }
      if (!isOpen && data.includes(joined)) {
        isOpen = true;
        opened?.();
      }
      if (data.includes(ping)) socket.write(pong);
    });
    socket.on('error', () => undefined);
    socket.once('close', closed);
  }

  send(text: string): void {
    this.#socket.write(frame(Buffer.from(text)));
  }

  sendFrame(whole: Buffer): void {
    this.#socket.write(whole);
  }
}

/** A text frame as clients send them, masked with zeros: RFC 6455, section 5.2. */
export function frame(payload: Buffer): Buffer {
  const { length } = payload;
  const head =
    length < 126
      ? Buffer.from([0x81, 0x80 | length])
      : length < 65_536
        ? Buffer.from([0x81, 0x80 | 126, length >> 8, length & 0xff])
        : Buffer.concat([Buffer.from([0x81, 0x80 | 127]), bigEndian(length)]);
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}

function bigEndian(length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(length));
  return bytes;
}
