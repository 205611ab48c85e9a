import { availableParallelism, networkInterfaces } from 'node:os';
import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import { AppError } from '../platform/app-error.ts';
import type { Logger } from '../platform/log.ts';
import type { Scope } from '../platform/scope.ts';
import type { MediaPlane, MediaRoom, MediaTransport } from '../rooms/media-plane.ts';
import { chooseListenAddresses } from './announced-address.ts';
import { toMediaTransport } from './mediasoup-transport.ts';
import { openRtpCapture } from './rtp-capture.ts';
import { RoomRouters, type ReceivingPlace, type RoomRouter } from './room-routers.ts';
import type { SpreadLimits } from './worker-load.ts';
import { openWorkerPool } from './worker-pool.ts';

/** Four times a second is as fast as a speaking ring may change. */
const levelsMs = 250;
/** Quieter than this is a room, not a voice, in dBov. */
const speakingDbov = -60;
/** Where the estimate of a listener's bandwidth starts, in bits per second: a phone on a fair day. */
const startOutgoingBitrate = 800_000;
/** A camera in three layers, a screen and two sounds, with room to spare. */
const maxIncomingBitrate = 6_000_000;
/** Without an answer for so long a browser is gone, in seconds. */
const iceConsentSeconds = 20;

export type MediasoupPlane = MediaPlane & {
  /** For health checks and tests. */
  workerPids(): number[];
};

export type RtcSettings = {
  listenIp: string;
  announcedAddress: string | undefined;
  port: number;
  workers: number | undefined;
  workerBin: string | undefined;
  /** When a room goes on on a further worker. */
  spread?: SpreadLimits;
};

/** The media plane on mediasoup. Its workers close with the scope. */
export async function openMediasoupPlane(
  rtc: RtcSettings,
  scope: Scope,
  log: Logger,
): Promise<MediasoupPlane> {
  const { listenIp, announcedAddress, port, workerBin, spread } = rtc;
  const sfuLog = log.child({ part: 'sfu' });
  mediasoup.setLogEventListeners({
    onwarn: (namespace, text) => sfuLog.debug({ namespace }, text),
    // A terminal's Ctrl-C ends the workers with us: that is no news.
    onerror: (namespace, text) => sfuLog[scope.closed ? 'debug' : 'warn']({ namespace }, text),
  });
  const interfaces = networkInterfaces();
  const addresses = chooseListenAddresses({ listenIp, announcedAddress, interfaces });
  sfuLog.info({ addresses }, 'media addresses chosen');
  const workers = rtc.workers ?? availableParallelism();
  const pool = await openWorkerPool({
    workers,
    port,
    addresses,
    workerBin,
    spread,
    scope,
    log: sfuLog,
  });

  return {
    workerPids: () => pool.pids(),
    openRoom: async () => openMediaRoom(await RoomRouters.open(pool, sfuLog), sfuLog),
  };
}

async function openMediaRoom(routers: RoomRouters, log: Logger): Promise<MediaRoom> {
  const { router, worker } = routers.home;
  const [levels, speaker] = await openObservers(router);

  const producerIds = new Set<string>();
  const remember = ({ id, observer }: types.Producer): void => {
    producerIds.add(id);
    observer.once('close', () => producerIds.delete(id));
  };
  const observe = async (producer: types.Producer): Promise<void> => {
    if (producer.kind !== 'audio') return;
    const { id: producerId } = producer;
    await Promise.all([
      levels.addProducer({ producerId }),
      speaker.addProducer({ producerId }),
    ]);
  };

  return {
    rtpCapabilities: router.rtpCapabilities,
    checkCapabilities(rtpCapabilities) {
      const { codecs } = rtpCapabilities;
      try {
        // It fills in defaults, so it gets a copy.
        mediasoup.ortc.validateAndNormalizeRtpCapabilities(structuredClone(rtpCapabilities));
        if (!Array.isArray(codecs) || codecs.length === 0) throw new TypeError('No codecs.');
      } catch (error) {
        throw new AppError('invalid-input', 'These RTP capabilities cannot be used.', {
          cause: error,
        });
      }
    },
    canConsume: ({ producerId, rtpCapabilities }) =>
      router.canConsume({
        producerId,
        rtpCapabilities,
      }),
    async openTransport({ peerId, direction }) {
      const appData = { peerId, direction };
      if (direction === 'receive')
        return routers.openReceiver((place) => openReceiving(place, appData));
      const transport = await createTransport(routers.home, appData);
      await transport.setMaxIncomingBitrate(maxIncomingBitrate);
      transport.observer.on('newproducer', (producer) => {
        remember(producer);
        observe(producer).catch((error: unknown) => {
          if (!producer.closed) log.warn({ err: error }, 'levels not observed');
        });
      });
      return toMediaTransport(transport);
    },
    openCapture: ({ recorderPort }) =>
      openRtpCapture({
        ...{ router, workerPid: worker.pid, recorderPort, log },
        isProducing: (producerId) => producerIds.has(producerId),
      }),
    onLevels(listener) {
      levels.on('volumes', (volumes) =>
        listener(
          volumes.map(({ producer, volume }) => ({ producerId: producer.id, dbov: volume })),
        ),
      );
      levels.on('silence', () => listener([]));
    },
    onDominantSpeaker: (listener) =>
      void speaker.on('dominantspeaker', ({ producer }) => listener(producer.id)),
    // The router's `workerclose` also comes when the pool closes its workers, which is no loss.
    onLost: (listener) => {
      router.on('workerclose', () => worker.died && listener());
    },
    close: () => router.close(),
  };
}

async function openObservers(
  router: types.Router,
): Promise<[types.AudioLevelObserver, types.ActiveSpeakerObserver]> {
  const interval = levelsMs;
  try {
    return await Promise.all([
      router.createAudioLevelObserver({ interval, threshold: speakingDbov, maxEntries: 8 }),
      router.createActiveSpeakerObserver({ interval }),
    ]);
  } catch (error) {
    router.close();
    throw error;
  }
}

const createTransport = (
  { router, webRtcServer }: RoomRouter,
  appData: types.AppData,
): Promise<types.WebRtcTransport> =>
  router.createWebRtcTransport({
    webRtcServer,
    enableUdp: true,
    enableTcp: true,
    preferUdp: true,
    iceConsentTimeout: iceConsentSeconds,
    initialAvailableOutgoingBitrate: startOutgoingBitrate,
    appData,
  });

async function openReceiving(
  place: ReceivingPlace,
  appData: types.AppData,
): Promise<MediaTransport> {
  const transport = await createTransport(place, appData);
  transport.observer.once('close', () => place.release());
  return toMediaTransport(transport, place);
}
