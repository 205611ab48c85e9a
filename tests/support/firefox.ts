import path from 'node:path';
import { firefox, type Browser } from 'playwright-core';

/** Debian's Firefox with a fake camera and microphone, or with none at all. Sound needs a press, as it does for everyone. */
export function launchFirefox({ hasDevices = true } = {}): Promise<Browser> {
  return firefox.launch({
    // An unchanged Firefox, not the one that playwright-core would download.
    channel: 'moz-firefox',
    executablePath: path.join(import.meta.dirname, 'firefox-bridge.mjs'),
    firefoxUserPrefs: {
      'media.navigator.streams.fake': hasDevices,
      'media.navigator.permission.disabled': true,
      // Without a permission Firefox tries no network but that of its default route, and hubs of tests are on loopback.
      'permissions.default.camera': 1,
      'permissions.default.microphone': 1,
      'media.peerconnection.ice.loopback': true,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
      // Nothing is fetched from its maker.
      'app.normandy.enabled': false,
      'app.update.disabledForTesting': true,
      'media.gmp-manager.updateEnabled': false,
      'services.settings.server': 'data:,#remote-settings-dummy/v1',
    },
  });
}
