import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { hasCommand, run, SetupError, withProgress } from './task.ts';

/** A program that comes from Debian, and how to see whether it is there. */
export type SystemPackage = { apt: string; isThere: () => Promise<boolean> | boolean };

const command = (apt: string, name: string, arg?: string): SystemPackage => ({
  apt,
  isThere: () => hasCommand(name, arg),
});
const file = (apt: string, name: string): SystemPackage => ({
  apt,
  isThere: () => existsSync(name),
});

/** What running the hub needs. */
export const forRunning: SystemPackage[] = [
  command('ffmpeg', 'ffmpeg', '-version'),
  command('poppler-utils', 'pdftoppm', '-v'),
];

/** What building the mediasoup worker needs. */
export const forBuildingWorker: SystemPackage[] = [
  command('g++', 'g++'),
  command('meson', 'meson'),
  command('ninja-build', 'ninja'),
  command('pkg-config', 'pkg-config'),
  command('flatbuffers-compiler', 'flatc'),
  file('libflatbuffers-dev', '/usr/include/flatbuffers/flatbuffers.h'),
  file('libssl-dev', '/usr/include/openssl/ssl.h'),
  file('libuv1-dev', '/usr/include/uv.h'),
  file('libsrtp2-dev', '/usr/include/srtp2/srtp.h'),
  file('libabsl-dev', '/usr/include/absl/container/flat_hash_map.h'),
];

/** What the tests need besides. */
export const forTesting: SystemPackage[] = [
  ...forRunning,
  command('chromium', 'chromium'),
  command('firefox-esr', 'firefox-esr'),
  file('webkit2gtk-driver', '/usr/bin/WebKitWebDriver'),
  file('xvfb', '/usr/bin/Xvfb'),
  // What WebKit plays with: MP4 and MP3, HLS, AAC and H.264.
  decoder('gstreamer1.0-plugins-good', 'libgstisomp4.so'),
  decoder('gstreamer1.0-plugins-bad', 'libgsthls.so'),
  decoder('gstreamer1.0-libav', 'libgstlibav.so'),
  command('espeak-ng', 'espeak-ng'),
  file('nginx-light', '/usr/sbin/nginx'),
  file('coturn', '/usr/bin/turnserver'),
  command('libxml2-utils', 'xmllint'),
  command('gpodder', 'gpo', 'help'),
  command('openssl', 'openssl', 'version'),
  { apt: 'postgresql', isThere: hasPostgresServer },
];

/** A part of GStreamer, in the folder of whatever processor this is. */
function decoder(apt: string, name: string): SystemPackage {
  return {
    apt,
    isThere: async () => {
      const folders = await readdir('/usr/lib');
      return folders.some((folder) => existsSync(`/usr/lib/${folder}/gstreamer-1.0/${name}`));
    },
  };
}

async function hasPostgresServer(): Promise<boolean> {
  const versions = await readdir('/usr/lib/postgresql').catch(() => []);
  return versions.some((version) => existsSync(`/usr/lib/postgresql/${version}/bin/initdb`));
}

/** Installs what is missing. Where we may not, throws a SetupError with the one command to run. */
export async function ensureSystemPackages(packages: readonly SystemPackage[]): Promise<void> {
  const missing: string[] = [];
  for (const { apt, isThere } of packages) if (!(await isThere())) missing.push(apt);
  if (missing.length === 0) return;

  const names = missing.join(', ');
  const install = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || !(await hasCommand('apt-get'))) {
    throw new SetupError(
      `These Debian packages are missing: ${names}.\nRun this once, then try again:\n\n    sudo ${install}\n`,
    );
  }
  await withProgress(`Installing ${names} from Debian`, async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update'], { env });
    const { code, output } = await run('apt-get', install.split(' ').slice(1), { env });
    if (code !== 0) throw new SetupError(`${output}\nThis failed: ${install}`);
  });
}
