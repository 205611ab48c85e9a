export type DeviceChoice = { deviceId: string; label: string };
export type DeviceList = { cameras: DeviceChoice[]; microphones: DeviceChoice[] };

export const noDevices: DeviceList = { cameras: [], microphones: [] };

/** What is plugged in. Browsers tell names only after a permission was given; before, the lists are empty. */
export async function listDevices(): Promise<DeviceList> {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) return noDevices;
  return toDeviceList(await devices.enumerateDevices());
}

/** Calls back whenever something is plugged in or out. Returns how to stop. */
export function watchDevices(listener: () => void): () => void {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  devices?.addEventListener('devicechange', listener);
  return () => devices?.removeEventListener('devicechange', listener);
}

type Found = Pick<MediaDeviceInfo, 'deviceId' | 'kind' | 'label'>;

/** Pure part of listDevices: leaves out what cannot be chosen, and what Windows lists twice. */
export function toDeviceList(found: readonly Found[]): DeviceList {
  const choices = (kind: MediaDeviceKind): DeviceChoice[] =>
    found
      .filter((device) => device.kind === kind && device.deviceId !== '' && device.label !== '')
      // Aliases of a device that stands in the list under its own id as well.
      .filter(({ deviceId }) => deviceId !== 'default' && deviceId !== 'communications')
      .map(({ deviceId, label }) => ({ deviceId, label }));
  return { cameras: choices('videoinput'), microphones: choices('audioinput') };
}
