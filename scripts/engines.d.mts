export type EngineName = 'chromium' | 'firefox' | 'webkit';
export const ENGINE_NAMES: readonly EngineName[];
export function findEngine(name: EngineName): string | null;
export function ensureEngines(names: readonly EngineName[]): EngineName[];
