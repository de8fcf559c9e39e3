/** All that the tests need to find their cases: the manifest says what each file covers. */

import { readFileSync } from "node:fs";

const read = (path: string) => JSON.parse(readFileSync(`../../../fixtures/${path}`, "utf8"));
type File = { path: string; kind: string; verdict: string; covers: number };

/** The files of a kind that cover what is asked: `pick<Message>("message", "segmentTypes", "Hold")`. */
export function pick<T>(kind: string, list: string, value: string): { file: File; content: T }[] {
  const { files, covers }: { files: File[]; covers: Record<string, (string | number)[]>[] } = read("manifest.json");
  const legal = files.filter((file) => file.kind === kind && file.verdict === "accept");
  const chosen = legal.filter((file) => covers[file.covers][list].includes(value));
  if (chosen.length === 0) throw new Error(`no ${kind} covers ${value} in ${list}`);
  return chosen.map((file) => ({ file, content: read(file.path) }));
}
