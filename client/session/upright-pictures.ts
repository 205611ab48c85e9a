import type { types } from 'mediasoup-client';

/** 3GPP TS 26.114, 7.4.5: which way up a picture is, told beside the picture. */
const orientationUri = 'urn:3gpp:video-orientation';

/**
 * What a room offers this browser. Not to Safari, on iPhones whatever the browser is called, that pictures may be sent lying
 * on their side with a note of it: what decodes the recording never sees the note, and without the offer it turns them before
 * it encodes. Chromium turns them as they come from the camera; what it could not turn it would not send at all.
 */
export function uprightCapabilities(
  room: types.RtpCapabilities,
  handlerName: string,
): types.RtpCapabilities {
  if (!handlerName.startsWith('Safari')) return room;
  const { headerExtensions = [] } = room;
  return {
    ...room,
    headerExtensions: headerExtensions.filter(({ uri }) => uri !== orientationUri),
  };
}
