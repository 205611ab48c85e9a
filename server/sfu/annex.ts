import type { types } from 'mediasoup';
import type { Logger } from '../platform/log.ts';
import { mediaCodecs } from './codecs.ts';
import type { PoolWorker } from './open-worker.ts';

/** A room's further router, on another worker than its home: people receive there what is piped to it. */
export type Annex = PoolWorker & {
  readonly router: types.Router;
  /** Resolves when what the home router has under this id can be consumed here by the same id. */
  bring(producerId: string): Promise<void>;
  close(): void;
};

/** In bytes; the kernel may grant less. A worker that is held up for a tenth of a second loses nothing then. */
const bufferBytes = 1024 * 1024;

const pipe: types.PipeTransportOptions = {
  listenInfo: {
    ...{ protocol: 'udp', ip: '127.0.0.1' },
    ...{ sendBufferSize: bufferBytes, recvBufferSize: bufferBytes },
  },
  // What a busy worker drops all the same is asked for again, or everyone in the annex would miss it.
  enableRtx: true,
};

/** Opens an annex and the pipe to it. It ends with its worker, with the home router, or when closed. */
export async function openAnnex(
  home: types.Router,
  { worker, webRtcServer }: PoolWorker,
  log: Logger,
): Promise<Annex> {
  const router = await worker.createRouter({ mediaCodecs });
  let near: types.PipeTransport | undefined;
  try {
    near = await home.createPipeTransport(pipe);
    const far = await router.createPipeTransport(pipe);
    await Promise.all([connect(near, far), connect(far, near)]);
    const { observer } = near;
    far.observer.once('close', () => near?.close());
    observer.once('close', () => router.close());
    return {
      ...{ worker, webRtcServer, router },
      bring: createBringing({ near, far, log }),
      close: () => router.close(),
    };
  } catch (error) {
    near?.close();
    router.close();
    throw error;
  }
}

const connect = (from: types.PipeTransport, to: types.PipeTransport): Promise<void> =>
  from.connect({ ip: to.tuple.localAddress, port: to.tuple.localPort });

type Ends = { near: types.PipeTransport; far: types.PipeTransport; log: Logger };

/** Pipes each producer once, however many ask for it at the same time. */
function createBringing(ends: Ends): Annex['bring'] {
  const brought = new Map<string, Promise<void>>();
  return (producerId) => {
    const known = brought.get(producerId);
    if (known) return known;
    const forget = (): void => void brought.delete(producerId);
    const bringing = pipeProducer(producerId, ends, forget);
    brought.set(producerId, bringing);
    bringing.catch(forget);
    return bringing;
  };
}

/**
 * A producer in the annex that is what the one at home is: all its layers, paused when it is paused, closed with it.
 * Keyframes that are asked for there are asked for here. mediasoup's own pipeToRouter() does the same, but leaves a
 * rejection unhandled when a worker dies at the wrong moment, which would end the hub.
 */
async function pipeProducer(
  producerId: string,
  { near, far, log }: Ends,
  onClosed: () => void,
): Promise<void> {
  const consumer = await near.consume({ producerId });
  try {
    const { kind, rtpParameters, producerPaused } = consumer;
    const producer = await far.produce({
      ...{ id: producerId, kind, rtpParameters, paused: producerPaused },
    });
    producer.observer.once('close', () => {
      onClosed();
      consumer.close();
    });
    if (consumer.closed) {
      producer.close();
      throw new Error('The producer closed while it was being piped.');
    }
    consumer.observer.once('close', () => producer.close());
    const follow = (): void => {
      const change = consumer.producerPaused ? producer.pause() : producer.resume();
      change.catch((error: unknown) => {
        if (!producer.closed) log.warn({ err: error, producerId }, 'pause not piped');
      });
    };
    consumer.observer.on('pause', follow);
    consumer.observer.on('resume', follow);
    if (consumer.producerPaused !== producer.paused) follow();
  } catch (error) {
    consumer.close();
    throw error;
  }
}
