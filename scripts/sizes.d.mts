export interface EntrySize {
  atOnce: number;
  locale: number;
  onDemand: number;
  parts: { name: string; size: number }[];
}
export function sizeOf(folder: string, entry: string): EntrySize;
export function importsOf(code: string, name: string): { statically: string[]; onDemand: string[] };
