import { createServer } from 'node:http';
import path from 'node:path';
import { createWorker, type types } from 'mediasoup';
import ndc, { type WebSocket } from 'node-datachannel';
import { build, type Rolldown } from 'vite';
import { mediaCodecs } from '../../server/sfu/codecs.ts';
import type { BareAnswer, BareQuestion, BareRequests, BareTransport } from './bare-messages.ts';

/**
 * The least room there is: plain mediasoup on the same worker binary as our hub, one router, no rules, and the page for
 * it. A process of its own, as the hub is; it tells its parent when it listens and ends with it. Its arguments: the
 * address at which a relay in front of it is found, and the ports, alike on both, of pages, sockets and media.
 */
const [far = '', ...ports] = process.argv.slice(2);
const [pagePort = 0, socketPort = 0, rtcPort = 0] = ports.map(Number);
const workerBin = process.env['MEDIASOUP_WORKER_BIN'];
const worker = await createWorker({ logLevel: 'error', ...(workerBin ? { workerBin } : {}) });
const router = await worker.createRouter({ mediaCodecs });
const loopback = { ip: '127.0.0.1' } as const;
const media = { ...loopback, announcedAddress: far, port: rtcPort };
const webRtcServer = await worker.createWebRtcServer({
  listenInfos: [
    { ...media, protocol: 'udp' },
    { ...media, protocol: 'tcp' },
  ],
});
const producers: types.Producer[] = [];

const openTransport = (): Promise<types.WebRtcTransport> =>
  router.createWebRtcTransport({ webRtcServer });

const toOptions = (transport: types.WebRtcTransport): BareTransport => {
  const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
  return { id, iceParameters, iceCandidates, dtlsParameters };
};

/** One page: it has one transport. */
function serve(socket: WebSocket): void {
  let transport: types.WebRtcTransport | undefined;

  const answer = async (
    question: BareQuestion,
  ): Promise<BareRequests[keyof BareRequests]['output']> => {
    switch (question.name) {
      case 'capabilities':
        return router.rtpCapabilities;
      case 'send':
        return toOptions((transport = await openTransport()));
      case 'join': {
        const { rtpCapabilities } = question.input;
        const receiving = (transport = await openTransport());
        const consumers = await Promise.all(
          producers.map(({ id: producerId }) =>
            receiving.consume({ producerId, rtpCapabilities }),
          ),
        );
        return {
          transport: toOptions(receiving),
          consumers: consumers.map(({ id, producerId, kind, rtpParameters }) => ({
            ...{ id, producerId, kind, rtpParameters },
          })),
        };
      }
      case 'connect':
        await transport?.connect(question.input);
        return {};
      case 'produce': {
        const producer = await transport?.produce(question.input);
        if (!producer) throw new Error('produce before send');
        producers.push(producer);
        return { id: producer.id };
      }
    }
  };

  socket.onMessage((text) => {
    const question = JSON.parse(text.toString()) as BareQuestion;
    void answer(question).then((output) => {
      const reply: BareAnswer = { number: question.number, output };
      if (socket.isOpen()) socket.sendMessage(JSON.stringify(reply));
    });
  });
  socket.onClosed(() => transport?.close());
}

async function bundlePage(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'esnext',
      modulePreload: false,
      rolldownOptions: { input: path.join(import.meta.dirname, 'bare-page.ts') },
    },
  });
  const [{ output }] = [result].flat() as [Rolldown.RolldownOutput];
  return output[0].code;
}

const script = await bundlePage();
const pages = createServer(({ url = '' }, response) => {
  const isScript = url === '/page.js';
  response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
  response.end(
    isScript ? script : '<!doctype html><body><script type=module src=/page.js></script>',
  );
});
await new Promise<void>((resolve) => pages.listen(pagePort, loopback.ip, resolve));
const sockets = new ndc.WebSocketServer({ port: socketPort, bindAddress: loopback.ip });
const clients = new Set<WebSocket>();
sockets.onClient((socket) => {
  clients.add(socket);
  serve(socket);
});

const room = encodeURIComponent(`ws://${far}:${socketPort}/`);
process.send?.({ url: `http://${far}:${pagePort}/?room=${room}` });
process.on('disconnect', () => {
  worker.close();
  process.exit(0);
});
