import { z } from 'zod';
import { Env } from '../../server/config.ts';

type Setting = { name: string; description: string; fallback: string };

/** Every setting with its explanation, from the one schema. */
export function listSettings(): Setting[] {
  const { properties = {} } = z.toJSONSchema(Env, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, schema]) => {
    const { description = '', default: fallback = '' } = schema as {
      description?: string;
      default?: string | number;
    };
    return { name, description, fallback: `${fallback}` };
  });
}

/** For `npm start -- --help`. */
export function envHelp(): string {
  return listSettings()
    .map(
      ({ name, description, fallback }) =>
        `${name}${fallback === '' ? '' : ` (default ${fallback})`}\n    ${description}\n`,
    )
    .join('\n');
}

/** For .env.example: the same list, each setting commented out with its default. */
export function envExample(): string {
  const entries = listSettings().map(
    ({ name, description, fallback }) => `# ${description}\n# ${name}=${fallback}\n`,
  );
  return `# Every setting Serambi reads, with its default. None is needed. Set them in the environment, for example in a\n# systemd unit's EnvironmentFile; nothing reads this file by itself.\n\n${entries.join('\n')}`;
}
