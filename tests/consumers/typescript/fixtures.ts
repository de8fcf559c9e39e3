/** All that the tests need to find their cases: the manifest says what each file covers. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of the corpus: as the environment says, or the nearest one at or above this folder. */
function folder(from = process.cwd()): string {
  const here = process.env.FIXTURES ?? join(from, "fixtures");
  if (existsSync(join(here, "manifest.json"))) return here;
  if (process.env.FIXTURES || from === dirname(from)) throw new Error(`no manifest.json in ${here}`);
  return folder(dirname(from));
}

const read = (path: string) => JSON.parse(readFileSync(join(folder(), path), "utf8"));
type File = { path: string; kind: string; verdict: string; revision: string; covers: number };

/** The files of a kind that cover what is asked: `pick<Message>("message", "segmentTypes", "Hold", "269.0.0")`. */
export function pick<T>(kind: string, list: string, value: string, release?: string): { file: File; content: T }[] {
  const { files, covers }: { files: File[]; covers: Record<string, (string | number)[]>[] } = read("manifest.json");
  const legal = files.filter((file) => file.kind === kind && file.verdict === "accept");
  const chosen = legal.filter((file) => covers[file.covers][list].includes(value) && (release ?? file.revision) === file.revision);
  if (chosen.length === 0) throw new Error(`no ${kind} of release ${release ?? "any"} covers ${value} in ${list}`);
  return chosen.map((file) => ({ file, content: read(file.path) }));
}
