// What the vendor's TypeScript definitions say of each case: a payload is rejected if it is no JSON, or if as a literal
// of its type it does not compile. Arguments: the folder in which the definitions and the compiler are installed.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { answer, cases, payloads } from './cases.mjs';

const folder = process.argv[2];
/** More than this makes the compiler run out of memory or stack: no answer. */
const COMPILED_MAX = 100_000;

const lines = ['import type { Models } from "purecloud-platform-client-v2";'];
/** The case of each line of the program, by its number. */
const places = [undefined, undefined];
const verdicts = new Map();
for (const one of cases()) {
  let literals;
  try {
    literals = payloads(one).map((payload) => JSON.stringify(payload) ?? 'undefined');
  } catch {
    verdicts.set(one, 'reject');
    continue;
  }
  if (literals.some((literal) => literal.length > COMPILED_MAX)) continue;
  verdicts.set(one, 'accept');
  literals.forEach((literal, place) => {
    lines.push(`export const literal${lines.length}: Models.${one.models[place]} = ${literal};`);
    places.push(one);
  });
}
writeFileSync(join(folder, 'cases.ts'), lines.join('\n') + '\n');
const options = ['--noEmit', '--strict', '--skipLibCheck', '--pretty', 'false', 'cases.ts'];
const compiler = join(folder, 'node_modules/typescript/bin/tsc');
const run = spawnSync(process.execPath, [compiler, ...options], { cwd: folder, maxBuffer: 1 << 30 });
for (const line of run.stdout.toString().split('\n')) {
  const complaint = /^cases\.ts\((\d+),\d+\): error (TS\d+)/.exec(line);
  if (!complaint) continue;
  const one = places[Number(complaint[1])];
  // TS2694: the definitions have no such type.
  if (complaint[2] === 'TS2694') verdicts.delete(one);
  else if (verdicts.has(one)) verdicts.set(one, 'reject');
}
if (run.status === null || (run.status !== 0 && ![...verdicts.values()].includes('reject'))) {
  throw new Error(`the compiler broke down: ${run.stdout}${run.stderr}`);
}
for (const [one, verdict] of verdicts) answer(one, verdict);
