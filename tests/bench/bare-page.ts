import { Device, type types } from 'mediasoup-client';
import { sendOptions } from '../../client/session/send-options.ts';
import type { BareAnswer, BareName, BareRequests } from './bare-messages.ts';

/**
 * The least page that plays a room: mediasoup-client and one WebSocket, nothing else. What can be done before the click
 * is done before it; the click sends one request. With `?publish` it is the speaker, who sends just as our client does.
 */
const socket = new WebSocket(new URLSearchParams(location.search).get('room') ?? '');
await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));

let questions = 0;
function ask<N extends BareName>(
  name: N,
  input: BareRequests[N]['input'],
): Promise<BareRequests[N]['output']> {
  const number = (questions += 1);
  return new Promise((resolve) => {
    const hear = ({ data }: MessageEvent<string>): void => {
      const answer = JSON.parse(data) as BareAnswer;
      if (answer.number !== number) return;
      socket.removeEventListener('message', hear);
      resolve(answer.output);
    };
    socket.addEventListener('message', hear);
    socket.send(JSON.stringify({ number, name, input }));
  });
}

const device = await Device.factory();
await device.load({ routerRtpCapabilities: await ask('capabilities', {}) });

/** Not waited for, as our client does not: ICE comes first, and the answer would only cost a round trip. */
function connectBy(transport: types.Transport): void {
  transport.on('connect', ({ dtlsParameters }, done) => {
    void ask('connect', { dtlsParameters });
    done();
  });
}

async function publish(): Promise<void> {
  const media = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  const transport = device.createSendTransport(await ask('send', {}));
  connectBy(transport);
  transport.on('produce', ({ kind, rtpParameters }, done) => {
    void ask('produce', { kind, rtpParameters }).then(done);
  });
  for (const track of media.getTracks()) {
    const source = track.kind === 'audio' ? 'microphone' : 'camera';
    await transport.produce({ track, ...sendOptions(source) });
  }
  document.title = 'publishing';
}

async function join(): Promise<void> {
  const { recvRtpCapabilities: rtpCapabilities } = device;
  const { transport: options, consumers } = await ask('join', { rtpCapabilities });
  const transport = device.createRecvTransport(options);
  connectBy(transport);
  const opened = await Promise.all(consumers.map((consumer) => transport.consume(consumer)));
  for (const { track, kind } of opened) {
    const player = document.createElement(kind);
    player.muted = kind === 'video';
    player.srcObject = new MediaStream([track]);
    document.body.append(player);
    void player.play();
  }
}

const button = document.createElement('button');
button.textContent = 'Join';
button.addEventListener('click', () => void join());
document.body.append(button);
if (location.search.includes('publish')) await publish();
