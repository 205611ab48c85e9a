import { expect, test } from 'vitest';
import type { types } from 'mediasoup-client';
import { uprightCapabilities } from './upright-pictures.ts';

const extension = (uri: string, preferredId: number) =>
  ({ kind: 'video', uri, preferredId, direction: 'sendrecv' }) as types.RtpHeaderExtension;
const orientation = extension('urn:3gpp:video-orientation', 11);
const other = extension('urn:ietf:params:rtp-hdrext:sdes:mid', 1);
const room = { codecs: [], headerExtensions: [other, orientation] };

test.each(['Safari12', 'Safari11'] as const)('%s turns its pictures itself', (handlerName) => {
  expect(uprightCapabilities(room, handlerName)).toEqual({
    codecs: [],
    headerExtensions: [other],
  });
});

test.each(['Chrome111', 'Firefox120', 'ReactNative106'] as const)(
  '%s is offered all there is',
  (handlerName) => expect(uprightCapabilities(room, handlerName)).toBe(room),
);
