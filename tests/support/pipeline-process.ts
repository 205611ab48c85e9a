import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { workOn, type PipelineOrder } from './test-pipeline.ts';

/** A media machine in a process of its own, which a test starts, instructs and kills. */
process.once('message', (order: PipelineOrder) => {
  void workOn(order, new Scope('media', silentLog));
});
