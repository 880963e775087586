// Reads lines {"id", "questionnaire", "response"} and writes for each {"id", "resources"} or
// {"id", "failed"}: what the independent implementation makes of them by their templates.
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';

const { inAppExtract, extractResultIsOperationOutcome } = createRequire(import.meta.url)(
  '@aehrc/sdc-template-extract'
);
// What it has to say while it works is not for the output.
console.log = console.warn = console.error = () => {};

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === '') {
    continue;
  }
  const { id, questionnaire, response } = JSON.parse(line);
  let said;
  try {
    const { extractResult } = await inAppExtract(response, questionnaire, null);
    said = extractResultIsOperationOutcome(extractResult)
      ? { id, failed: JSON.stringify(extractResult) }
      : {
          id,
          resources: (extractResult.extractedBundle.entry ?? []).map((entry) => entry.resource),
        };
  } catch (error) {
    said = { id, failed: String(error) };
  }
  process.stdout.write(JSON.stringify(said) + '\n');
}
