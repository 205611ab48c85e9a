import { Device, type types } from 'mediasoup-client';

/**
 * What this browser can send and receive. Rejects where it has no usable WebRTC: mediasoup-client goes by a browser's
 * name, and some who call themselves Safari (WebKitGTK, locked down phones) come without.
 */
export async function createDevice(): Promise<types.Device> {
  if (!('RTCPeerConnection' in globalThis)) throw new Error('no RTCPeerConnection');
  return await Device.factory();
}
