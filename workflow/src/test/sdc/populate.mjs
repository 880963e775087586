// Reads lines {"id", "questionnaire", "patient"} and writes for each {"id", "response"} or {"id", "failed"}: how the
// independent implementation fills the form in. Nothing is fetched: what a form rests on is contained in the patient.
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';

const { populateQuestionnaire } = createRequire(import.meta.url)('@aehrc/sdc-populate');
// What it has to say while it works is not for the output.
console.log = console.warn = console.error = () => {};

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === '') {
    continue;
  }
  const { id, questionnaire, patient } = JSON.parse(line);
  let said;
  try {
    const { populateSuccess, populateResult } = await populateQuestionnaire({
      questionnaire,
      patient,
      fetchResourceCallback: () => Promise.reject(new Error('nothing is fetched')),
      fetchResourceRequestConfig: { sourceServerUrl: 'http://localhost/none' },
    });
    said = populateSuccess
      ? { id, response: populateResult.populatedResponse, issues: populateResult.issues }
      : { id, failed: 'nothing was populated' };
  } catch (e) {
    said = { id, failed: String(e) };
  }
  process.stdout.write(JSON.stringify(said) + '\n');
}
