import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import type { Scope } from '../../server/platform/scope.ts';

/**
 * The network between people and the hub, in user space: it takes a time, it can be cut, and every byte on it is
 * counted. One end is an address of loopback that people are told, the other the hub itself.
 */
export type WireOptions = {
  /** Where people find the hub: 127.0.0.2 and up. */
  address: string;
  /** The same port at both ends. */
  port: number;
  protocols: readonly ('udp' | 'tcp')[];
  /** One way, in milliseconds; asked anew for each flow as it begins. */
  delayMs?: () => number;
  /** Only what comes from here is let through, as a firewall would. */
  onlyFrom?: string;
};

export type Wire = {
  /** Bytes so far, both ways and with IP, UDP and TCP around them, by the port at the near end. */
  bytes: () => ReadonlyMap<string, number>;
  /** Nothing gets through until mend(). */
  cut: () => void;
  mend: () => void;
  /** As on another network from now on: nothing gets through for what is open, and what is opened afterwards works. */
  strand: () => void;
};

const hub = '127.0.0.1';
const udpBytes = 28;
const tcpBytes = 40;
const segmentBytes = 1_448;

export async function openWire(options: WireOptions, scope: Scope): Promise<Wire> {
  const counted = new Map<string, number>();
  const line = new Line();
  const count = (flow: string, bytes: number): void =>
    void counted.set(flow, (counted.get(flow) ?? 0) + bytes);
  if (options.protocols.includes('udp')) await carryDatagrams(options, line, count, scope);
  if (options.protocols.includes('tcp')) await carryConnections(options, line, count, scope);
  return {
    bytes: () => counted,
    cut: () => line.cut(),
    mend: () => line.mend(),
    strand: () => line.strand(),
  };
}

type Passage = { flow: string; delayMs: number };

/** The far end of one flow. */
type Back = { socket: UdpSocket; passage: Passage };

const noDelay = (): number => 0;

type Count = (flow: string, bytes: number) => void;

/** Delays, cuts and strands. A flow is what comes from one port at the near end. */
class Line {
  readonly #held: (() => void)[] = [];
  readonly #known = new Set<string>();
  #stranded: ReadonlySet<string> = new Set();
  #isCut = false;

  /** What is lost when the line is cut. */
  pass({ flow, delayMs }: Passage, arrive: () => void): void {
    this.#known.add(flow);
    if (this.#isCut || this.#stranded.has(flow)) return;
    if (delayMs === 0) arrive();
    else setTimeout(arrive, delayMs);
  }

  /** What is sent again until it gets through, in order. */
  carry({ flow, delayMs }: Passage, arrive: () => void): void {
    this.#known.add(flow);
    const onward = (): void => {
      if (this.#stranded.has(flow)) return;
      if (this.#isCut) this.#held.push(onward);
      else arrive();
    };
    if (delayMs === 0) onward();
    else setTimeout(onward, delayMs);
  }

  cut(): void {
    this.#isCut = true;
  }

  mend(): void {
    this.#isCut = false;
    for (const onward of this.#held.splice(0)) onward();
  }

  strand(): void {
    this.#stranded = new Set(this.#known);
  }
}

async function carryDatagrams(
  { address, port, onlyFrom, delayMs = noDelay }: WireOptions,
  line: Line,
  count: Count,
  scope: Scope,
): Promise<void> {
  const front = createSocket('udp4');
  const backs = new Map<string, Back>();
  let isClosed = false;
  scope.defer('wire', () => {
    isClosed = true;
    front.close();
    for (const { socket } of backs.values()) socket.close();
  });

  const backFor = (flow: string, from: RemoteInfo): Back => {
    const known = backs.get(flow);
    if (known) return known;
    const back: Back = {
      socket: createSocket('udp4'),
      passage: { flow, delayMs: delayMs() },
    };
    backs.set(flow, back);
    back.socket.on('message', (bytes) => {
      line.pass(back.passage, () => {
        if (isClosed) return;
        count(flow, bytes.length + udpBytes);
        front.send(bytes, from.port, from.address, ignore);
      });
    });
    return back;
  };
  front.on('message', (bytes, from) => {
    if (onlyFrom !== undefined && from.address !== onlyFrom) return;
    const flow = `udp ${from.port}`;
    const back = backFor(flow, from);
    line.pass(back.passage, () => {
      if (isClosed) return;
      count(flow, bytes.length + udpBytes);
      back.socket.send(bytes, port, hub, ignore);
    });
  });
  front.bind(port, address);
  await once(front, 'listening');
}

async function carryConnections(
  { address, port, onlyFrom, delayMs = noDelay }: WireOptions,
  line: Line,
  count: Count,
  scope: Scope,
): Promise<void> {
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (near) => {
    if (onlyFrom !== undefined && near.remoteAddress !== onlyFrom) {
      near.destroy();
      return;
    }
    const flow = `tcp ${near.remotePort ?? 0}`;
    const passage = { flow, delayMs: delayMs() };
    const far = connect({ port, host: hub, allowHalfOpen: true });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.setNoDelay(true);
      from.on('data', (bytes) => {
        line.carry(passage, () => {
          count(flow, bytes.length + Math.ceil(bytes.length / segmentBytes) * tcpBytes);
          if (to.writable) to.write(bytes);
        });
      });
      from.on('end', () => line.carry(passage, () => to.end()));
      from.on('error', () => undefined);
      from.on('close', () => {
        open.delete(from);
        line.carry(passage, () => to.destroy());
      });
    }
  });
  scope.defer('wire', () => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  server.listen(port, address);
  await once(server, 'listening');
}

/** A datagram that cannot be delivered is a lost one. */
const ignore = (): void => undefined;
