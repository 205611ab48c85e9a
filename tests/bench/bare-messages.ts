import type { types } from 'mediasoup-client';

/** What the bare page and the bare room say to each other: numbered questions over one WebSocket, JSON. */

export type BareTransport = Pick<
  types.TransportOptions,
  'id' | 'iceParameters' | 'iceCandidates' | 'dtlsParameters'
>;
export type BareConsumer = Required<
  Pick<types.ConsumerOptions, 'id' | 'producerId' | 'kind' | 'rtpParameters'>
>;

export type BareRequests = {
  /** On loading the page. */
  capabilities: { input: object; output: types.RtpCapabilities };
  /** All of joining in one: a transport, and a consumer that flows for everything there is. */
  join: {
    input: { rtpCapabilities: types.RtpCapabilities };
    output: { transport: BareTransport; consumers: BareConsumer[] };
  };
  /** For the one who publishes. */
  send: { input: object; output: BareTransport };
  connect: { input: { dtlsParameters: types.DtlsParameters }; output: object };
  produce: {
    input: { kind: types.MediaKind; rtpParameters: types.RtpParameters };
    output: { id: string };
  };
};
export type BareName = keyof BareRequests;
export type BareQuestion = {
  [N in BareName]: { number: number; name: N; input: BareRequests[N]['input'] };
}[BareName];
export type BareAnswer = { number: number; output: BareRequests[BareName]['output'] };
