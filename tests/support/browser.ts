import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const phone = { width: 360, height: 740 };
const sideways = { width: 740, height: 360 };
const desktop = { width: 1440, height: 900 };
export const viewports = { phone, sideways, desktop };

/** Keeps a closed machine's Chromium from trying to reach its maker. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Background tabs must go on like the foreground one: several people share one machine here.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

export type DeviceOptions = {
  /** Files for the fake camera (.mjpeg, .y4m) and microphone (.wav). Without: a timer with a beep each second. */
  camera?: string;
  microphone?: string;
  /** False: a browser that asks before giving devices, as a listener's does. */
  grantDevices?: boolean;
  /** Sound needs a press for each element that plays it, as on an iPhone. */
  soundNeedsPress?: boolean;
};

/** A Chromium with fake devices. Each person is a browser of their own, so that devices differ. */
export function launchBrowser({
  camera,
  microphone,
  grantDevices = true,
  soundNeedsPress = false,
}: DeviceOptions = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      ...quiet,
      '--use-fake-device-for-media-stream',
      ...(grantDevices ? ['--use-fake-ui-for-media-stream'] : []),
      ...(soundNeedsPress ? ['--autoplay-policy=user-gesture-required'] : []),
      ...(camera ? [`--use-file-for-fake-video-capture=${camera}`] : []),
      ...(microphone ? [`--use-file-for-fake-audio-capture=${microphone}`] : []),
    ],
  });
}

type Person = { page: Page; context: BrowserContext; problems: string[] };
const people: Person[] = [];

/** Of this test file, those whose page is still open. */
export const openPages = (): Person[] => people.filter(({ page }) => !page.isClosed());

/** A page of a new person: own cookies, own storage. `problems` collects page errors and refused content. */
export async function newPerson(
  browser: Browser,
  {
    viewport = desktop,
    locale = 'id-ID',
  }: { viewport?: { width: number; height: number }; locale?: string } = {},
): Promise<Person> {
  const context = await browser.newContext({ viewport, locale, ignoreHTTPSErrors: true });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  const person = { page, context, problems };
  people.push(person);
  return person;
}
