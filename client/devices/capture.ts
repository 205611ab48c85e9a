import { DeviceError, toDeviceProblem } from './device-error.ts';

/** What the browser does to a voice before we hear it. On by default: most people have a laptop and an open room. */
const voice: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  channelCount: 1,
};

const picture: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30, max: 30 },
};

/** Opens a microphone, asking for permission when there is none yet. Without `deviceId`: the system's own choice. */
export async function openMicrophone(deviceId?: string): Promise<MediaStreamTrack> {
  const stream = await capture({ audio: { ...voice, ...exactly(deviceId) } });
  return onlyTrack(stream.getAudioTracks());
}

/** Opens a camera. Without `deviceId`: the one that looks at the person. */
export async function openCamera(deviceId?: string): Promise<MediaStreamTrack> {
  const choice = deviceId ? exactly(deviceId) : { facingMode: 'user' };
  const stream = await capture({ video: { ...picture, ...choice } });
  return onlyTrack(stream.getVideoTracks());
}

export type ScreenTracks = { picture: MediaStreamTrack; sound: MediaStreamTrack | undefined };

/** Asks which screen, window or tab to show, with its sound where the browser gives it. */
export async function openScreen(): Promise<ScreenTracks> {
  if (!canShareScreen()) throw new DeviceError('unsupported');
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({
      video: { frameRate: { max: 15 }, width: { max: 1920 }, height: { max: 1080 } },
      // What is shared is music and films: no voice processing.
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    });
    const [shown] = stream.getVideoTracks();
    const [sound] = stream.getAudioTracks();
    if (!shown) throw new DeviceError('unknown');
    // Sharp letters before smooth motion.
    shown.contentHint = 'detail';
    return { picture: shown, sound };
  } catch (cause) {
    throw new DeviceError(toDeviceProblem(cause, { picker: true }), { cause });
  }
}

/** Phones cannot: the button is not shown there. */
export function canShareScreen(): boolean {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  return devices !== undefined && 'getDisplayMedia' in devices;
}

async function capture(constraints: MediaStreamConstraints): Promise<MediaStream> {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  // The whole interface is missing outside secure contexts.
  if (!devices) throw new DeviceError('insecure');
  try {
    return await devices.getUserMedia(constraints);
  } catch (cause) {
    throw new DeviceError(toDeviceProblem(cause, { picker: false }), { cause });
  }
}

function exactly(deviceId: string | undefined): MediaTrackConstraints {
  return deviceId ? { deviceId: { exact: deviceId } } : {};
}

function onlyTrack([track]: MediaStreamTrack[]): MediaStreamTrack {
  if (!track) throw new DeviceError('not-found');
  return track;
}
