import { SOURCES } from '../sources/catalogue.js';
import type { Source } from '../sources/source.js';

export interface KeySource {
  source: Source;
  keyPrefix: string;
  demoKey: string;
  keyOptional: boolean;
}

/** The sources that take an API key, each with the demo key that is always accepted: `ntn_demo_key`, `jina_demo_key`, … */
export const KEY_SOURCES: readonly KeySource[] = SOURCES.flatMap((source) =>
  source.keyCheck
    ? [
        {
          source,
          keyPrefix: source.keyCheck.keyPrefix,
          demoKey: source.keyCheck.demoKey,
          keyOptional: source.keyCheck.keyOptional,
        },
      ]
    : [],
);
