import { zoneName } from '../../times/format-time.ts';

/** Indonesia's zones come first, each under the names that people use. */
const indonesian = ['Asia/Jakarta', 'Asia/Pontianak', 'Asia/Makassar', 'Asia/Jayapura'];

type Choice = { value: string; label: string };

/** Every zone that the browser knows, and the chosen one in any case. */
export function timeZoneChoices(chosen: string): Choice[] {
  const zones = new Set([...indonesian, ...Intl.supportedValuesOf('timeZone'), 'UTC', chosen]);
  return [...zones].map((zone) => ({ value: zone, label: toLabel(zone) }));
}

function toLabel(zone: string): string {
  const place = zone.replaceAll('_', ' ').replace(/^.*\//, '');
  if (!indonesian.includes(zone)) return zone.replaceAll('_', ' ');
  return `${zoneName(new Date(), zone)} (${place})`;
}
