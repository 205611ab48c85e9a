import { expect, test } from 'vitest';
import { toDeviceList } from './device-list.ts';

const device = (kind: MediaDeviceKind, deviceId: string, label: string) => ({
  kind,
  deviceId,
  label,
});

test('cameras and microphones apart, aliases and loudspeakers left out', () => {
  const list = toDeviceList([
    device('audioinput', 'default', 'Default - Laptop'),
    device('audioinput', 'communications', 'Communications - Laptop'),
    device('audioinput', 'a1', 'Laptop'),
    device('audioinput', 'a2', 'USB'),
    device('audiooutput', 'o1', 'Speakers'),
    device('videoinput', 'v1', 'Camera'),
  ]);
  expect(list).toEqual({
    cameras: [{ deviceId: 'v1', label: 'Camera' }],
    microphones: [
      { deviceId: 'a1', label: 'Laptop' },
      { deviceId: 'a2', label: 'USB' },
    ],
  });
});

test('before permission devices have no names, and nothing can be chosen', () => {
  expect(toDeviceList([device('videoinput', '', ''), device('audioinput', '', '')])).toEqual({
    cameras: [],
    microphones: [],
  });
});
