// Reads lines {"id", "questionnaire", "response"} and writes for each {"id", "resources"} or
// {"id", "failed"}: what the independent implementation makes of them by their templates.
//
// Three things that SDC 4.0 allows it does not do (1.0.16); they are written otherwise before it is
// asked, with the same meaning:
// - a template at the root of a Questionnaire is passed over: all items are put into one group,
//   and the template is said there;
// - a template that several items name is used for the last of them only: each gets its own copy;
// - a context at the root of a template is put under an element with the name of the resource: the
//   context is said in front of each path, and a resource whose context gave nothing is left out.
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';

const { inAppExtract, extractResultIsOperationOutcome } = createRequire(import.meta.url)(
  '@aehrc/sdc-template-extract'
);
// What it has to say while it works is not for the output.
console.log = console.warn = console.error = () => {};

const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-';
const WRAP = 'all-of-it';
const TIMES = 'implicitRules';
const isA = (name) => (one) => one.url === SDC + name;

// Every object within, itself first.
function each(node, act) {
  if (Array.isArray(node)) {
    node.forEach((one) => each(one, act));
  } else if (node !== null && typeof node === 'object') {
    act(node);
    Object.values(node).forEach((one) => each(one, act));
  }
}

function wrapped(questionnaire, response) {
  const own = isA('templateExtract');
  const moved = (questionnaire.extension ?? []).filter(own);
  if (moved.length === 0) {
    return;
  }
  questionnaire.extension = questionnaire.extension.filter((one) => !own(one));
  questionnaire.item = [
    { linkId: WRAP, type: 'group', extension: moved, item: questionnaire.item },
  ];
  response.item = [{ linkId: WRAP, item: response.item }];
  each(questionnaire.contained ?? [], (node) => {
    if (typeof node.valueString === 'string' && (node.url ?? '').startsWith(SDC)) {
      node.valueString = node.valueString.replaceAll('%resource.item', '%resource.item.item');
    }
  });
}

function copied(questionnaire) {
  const taken = new Set();
  each(questionnaire.item, (node) => {
    for (const one of (node.extension ?? []).filter(isA('templateExtract'))) {
      const reference = one.extension.find((part) => part.url === 'template').valueReference;
      const id = reference.reference.slice(1);
      if (taken.has(id)) {
        const copy = structuredClone(questionnaire.contained.find((each) => each.id === id));
        copy.id = `${id}-${taken.size}`;
        questionnaire.contained.push(copy);
        reference.reference = '#' + copy.id;
      }
      taken.add(reference.reference.slice(1));
    }
  });
}

function contextsWithin(questionnaire) {
  for (const template of questionnaire.contained ?? []) {
    const context = (template.extension ?? []).find(isA('templateExtractContext'))?.valueString;
    if (context === undefined) {
      continue;
    }
    template.extension = template.extension.filter((one) => !isA('templateExtractContext')(one));
    if (template.extension.length === 0) {
      delete template.extension;
    }
    const inContext = (path) => (path.startsWith('%') ? path : `(${context}).select(${path})`);
    // The first context or value on the way down stands in the context of the template.
    const down = (node) => {
      if (Array.isArray(node)) {
        node.forEach(down);
      } else if (node !== null && typeof node === 'object') {
        const inner = (node.extension ?? []).find(isA('templateExtractContext'));
        const hole = (node.extension ?? []).find(isA('templateExtractValue'));
        if (inner !== undefined) {
          inner.valueString = inContext(inner.valueString);
        } else if (hole !== undefined) {
          hole.valueString = inContext(hole.valueString);
        } else {
          Object.values(node).forEach(down);
        }
      }
    };
    down(template);
    template['_' + TIMES] = {
      extension: [
        { url: SDC + 'templateExtractValue', valueString: `(${context}).count().toString()` },
      ],
    };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === '') {
    continue;
  }
  const { id, questionnaire, response } = JSON.parse(line);
  let said;
  try {
    wrapped(questionnaire, response);
    copied(questionnaire);
    contextsWithin(questionnaire);
    const { extractResult } = await inAppExtract(response, questionnaire, null);
    said = extractResultIsOperationOutcome(extractResult)
      ? { id, failed: JSON.stringify(extractResult) }
      : {
          id,
          resources: (extractResult.extractedBundle.entry ?? [])
            .map((entry) => ({ ...entry.resource, fullUrl: entry.fullUrl }))
            .filter((resource) => resource[TIMES] !== '0'),
          issues: extractResult.issues?.issue?.map((one) => one.diagnostics ?? one.details?.text),
        };
  } catch (error) {
    said = { id, failed: String(error.stack) };
  }
  process.stdout.write(JSON.stringify(said) + '\n');
}
