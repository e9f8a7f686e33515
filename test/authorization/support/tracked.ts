import type { FlowStart } from '../../../src/authorization/flow.js';
import { FlowTracker, type FlowEnvironment } from '../../../src/authorization/flow-tracker.js';
import { flowTracking } from '../../../src/store/store.js';

/** Has a flow followed as a store does it, once the part is there, in surroundings that a test makes up. */
export function tracked(environment: FlowEnvironment): FlowStart['track'] {
  return (started, begin) => {
    const follow = (): void => begin(new FlowTracker(started, environment));
    if (!flowTracking.part) return flowTracking.load().then(follow);
    follow();
    return undefined;
  };
}
