import type { types } from 'mediasoup-client';
import type { RequestOutput, TransportOptions } from '../../server/protocol/protocol.ts';
import {
  median,
  type LineMeasure,
  type LineProblem,
  type LineResult,
} from '../state/self-test.ts';
import { createDevice } from './create-device.ts';
import { readLinkStats, type Numbers, type Route } from './link-stats.ts';
import { measureDownload } from './measure-download.ts';
import { toClientOptions } from './media-link.ts';
import type { Request } from './request.ts';
import { SessionError } from './session-error.ts';
import { createSignalling, type Signalling } from './signalling.ts';

/** Why a line could not be measured. */
class LineTestError extends Error {
  readonly problem: LineProblem;

  constructor(problem: LineProblem, options?: ErrorOptions) {
    super(`line test: ${problem}`, options);
    this.name = 'LineTestError';
    this.problem = problem;
  }
}

/** Until words get through, in ms. */
const socketPatienceMs = 15_000;
/** Until sound does: all ways are tried, the relayed one last. */
const mediaPatienceMs = 20_000;
/** How long is measured, and how often is looked. */
const measuredMs = 5_000;
const lookEveryMs = 500;

type Measured = Omit<LineMeasure, 'downloadBitrate'>;

/** Tries the line with a sound, and then how fast files come over it. Says why where it cannot. */
export async function measureLine(
  sound: MediaStreamTrack,
  signal: AbortSignal,
): Promise<LineResult> {
  try {
    const measured = await testLine(sound, signal);
    return { ...measured, downloadBitrate: await measureDownload(signal) };
  } catch (error) {
    return { problem: error instanceof LineTestError ? error.problem : 'no-way' };
  }
}

/**
 * Sends `sound` to the hub and has it sent back, over transports as a room has them, for some seconds. Rejects with a
 * LineTestError.
 */
async function testLine(sound: MediaStreamTrack, signal: AbortSignal): Promise<Measured> {
  const signalling = await connectSocket(signal);
  const { request } = signalling;
  const transports: types.Transport[] = [];
  try {
    const device = await createDevice().catch((cause: unknown) => {
      throw new LineTestError('unsupported', { cause });
    });
    const opened = await request('line-test:open', {}).catch(refused);
    await device.load({ routerRtpCapabilities: opened.rtpCapabilities });
    return await measureEcho({ device, opened, request, sound, signal, transports });
  } finally {
    for (const transport of transports) transport.close();
    // The hub would notice by itself; so it notices at once.
    await request('line-test:close', {}).catch(() => undefined);
    signalling.close();
  }
}

function refused(cause: unknown): never {
  const code = cause instanceof SessionError ? cause.problem : undefined;
  const isBusy = code === 'too-many' || code === 'unavailable';
  throw new LineTestError(isBusy ? 'busy' : 'no-hub', { cause });
}

/** A socket that is open. */
async function connectSocket(signal: AbortSignal): Promise<Signalling> {
  let isUp = (): void => undefined;
  const up = new Promise<void>((resolve) => (isUp = resolve));
  const signalling = createSignalling({
    up: () => isUp(),
    down: () => undefined,
    notice: () => undefined,
  });
  signalling.open();
  try {
    await within(socketPatienceMs, up, 'no-hub', signal);
    return signalling;
  } catch (error) {
    signalling.close();
    throw error;
  }
}

type Echo = {
  device: types.Device;
  opened: RequestOutput<'line-test:open'>;
  request: Request;
  sound: MediaStreamTrack;
  signal: AbortSignal;
  /** Those that were opened are put in here, to be closed. */
  transports: types.Transport[];
};

async function measureEcho(echo: Echo): Promise<Measured> {
  const { device, opened, request, sound, signal, transports } = echo;
  const send = device.createSendTransport(toClientOptions(opened.sendTransport));
  const receive = device.createRecvTransport(toClientOptions(opened.receiveTransport));
  transports.push(send, receive);
  const connected = Promise.all([
    answerConnect(send, opened.sendTransport, request),
    answerConnect(receive, opened.receiveTransport, request),
  ]);
  // Waited for below, once there is something to wait for; it may fail before.
  connected.catch(() => undefined);
  const { recvRtpCapabilities: rtpCapabilities } = device;
  const echoed = new Promise<RequestOutput<'line-test:echo'>>((resolve, reject) => {
    send.on('produce', ({ rtpParameters }, done, failed) => {
      request('line-test:echo', { rtpParameters, rtpCapabilities }).then((answer) => {
        done({ id: answer.producerId });
        resolve(answer);
      }, failed);
    });
    send
      // Not ours to stop, and sent whole: what is left out in silence would look like loss.
      .produce({ track: sound, stopTracks: false, codecOptions: { opusDtx: false } })
      .catch(reject);
  });
  const opening = echoed.then(async ({ consumer }) => {
    const { consumerId: id, producerId, kind, rtpParameters } = consumer;
    await receive.consume({
      ...{ id, producerId, kind },
      rtpParameters: rtpParameters as types.RtpParameters,
    });
    await connected;
  });
  await within(mediaPatienceMs, opening, 'no-way', signal);
  return await measure(receive, signal);
}

/** Resolves once the way is there. */
function answerConnect(
  transport: types.Transport,
  { transportId }: TransportOptions,
  request: Request,
): Promise<void> {
  transport.on('connect', ({ dtlsParameters }, done, failed) => {
    request('line-test:connect', { transportId, dtlsParameters }).then(done, failed);
  });
  return new Promise((resolve, reject) => {
    transport.on('connectionstatechange', (state) => {
      if (state === 'connected') resolve();
      if (state === 'failed') reject(new LineTestError('no-way'));
    });
  });
}

async function measure(receive: types.Transport, signal: AbortSignal): Promise<Measured> {
  const roundTrips: number[] = [];
  let route: Route | undefined;
  let lostShare = 1;
  for (let ms = 0; ms < measuredMs; ms += lookEveryMs) {
    await pause(lookEveryMs, signal);
    // A report is a map of dictionaries, whatever its type says.
    const report = [...(await receive.getStats()).values()] as Numbers[];
    const link = readLinkStats(report);
    route = link.route ?? route;
    if (link.roundTripMs !== undefined) roundTrips.push(link.roundTripMs);
    lostShare = lostShareOf(report);
  }
  // Connected, and yet nothing of it came back.
  if (!route || lostShare === 1) throw new LineTestError('no-way');
  return { route, roundTripMs: median(roundTrips), lostShare };
}

/** Of the packets that should have arrived by now; 1 while none has. Pure. */
export function lostShareOf(report: readonly Numbers[]): number {
  const inbound = report.find(({ type }) => type === 'inbound-rtp');
  const received = Number(inbound?.['packetsReceived'] ?? 0);
  const lost = Math.max(0, Number(inbound?.['packetsLost'] ?? 0));
  return received === 0 ? 1 : lost / (received + lost);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Waits for something, but not for ever, and no longer than anybody wants it. */
async function within<T>(
  ms: number,
  wanted: Promise<T>,
  otherwise: LineProblem,
  signal: AbortSignal,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LineTestError(otherwise)), ms);
    signal.addEventListener('abort', () => reject(new LineTestError(otherwise)), {
      once: true,
    });
  });
  try {
    return await Promise.race([wanted, late]);
  } catch (cause) {
    if (cause instanceof LineTestError) throw cause;
    throw new LineTestError(otherwise, { cause });
  } finally {
    clearTimeout(timer);
  }
}
