import type { LineTests } from '../line-tests/line-tests.ts';
import { nothing, type Handlers } from './handle.ts';

/** Trying the line: of a socket alone, before there is any room. */
export function createLineTestHandlers(
  lineTests: LineTests,
): Pick<
  Handlers,
  'line-test:open' | 'line-test:connect' | 'line-test:echo' | 'line-test:close'
> {
  return {
    'line-test:open': async (connection) => {
      const { connectionId, socket } = connection;
      const opened = await lineTests.open(connection);
      // It went away meanwhile, and nobody else would close this.
      if (!socket.connected) await lineTests.close(connectionId);
      return opened;
    },
    'line-test:connect': async ({ connectionId }, input) => {
      await lineTests.connect(connectionId, input);
      return nothing;
    },
    'line-test:echo': ({ connectionId }, input) => lineTests.echo(connectionId, input),
    'line-test:close': async ({ connectionId }) => {
      await lineTests.close(connectionId);
      return nothing;
    },
  };
}
