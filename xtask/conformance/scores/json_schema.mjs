// What a JSON Schema validator says of each case, with the schemas of `contract --json-schema`: a payload is rejected if it
// is no JSON or does not fit the schema of its type. Arguments: the folder in which ajv is installed, and a JSON file of
// the schemas by type.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { answer, cases, payloads } from './cases.mjs';

const [folder, schemas] = process.argv.slice(2);
const require = createRequire(join(folder, 'package.json'));
const { default: Ajv } = require('ajv/dist/2020.js');
const { default: addFormats } = require('ajv-formats');
const known = JSON.parse(readFileSync(schemas, 'utf8'));

const validators = new Map();
const validator = (model) => {
  if (!validators.has(model)) {
    const ajv = new Ajv({ strict: false, logger: false });
    addFormats(ajv);
    validators.set(model, ajv.compile(known[model]));
  }
  return validators.get(model);
};

for (const one of cases()) {
  let verdict;
  try {
    const fits = payloads(one).every((payload, place) => validator(one.models[place])(payload));
    verdict = fits ? 'accept' : 'reject';
  } catch (error) {
    // No JSON, or so deep that the validator gives up.
    if (!(error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError)) throw error;
    verdict = 'reject';
  }
  answer(one, verdict);
}
