// Builds messages with the library's own builders and sends them over one connection; writes each answer's
// code and control id, a line each. Arguments: the port, and whether with TLS.
import Client, { HL7_2_5 } from "node-hl7-client";

const port = Number(process.argv[2]);
const tls = process.argv[3] === "tls";

function head(type, trigger, control) {
  return new HL7_2_5().buildMSH({
    msh_3: "LABSYS", msh_4: "GENHOSP", msh_5: "OSTEON", msh_6: "CLINIC",
    msh_9_1: type, msh_9_2: trigger, msh_10: control, msh_11_1: "P",
  });
}

const admission = head("ADT", "A01", "NODE-1")
  .buildEVN({ evn_1: "A01" })
  .buildPID({ pid_3: "4711^^^GENHOSP^MR", pid_5: "MEIER^ANNA", pid_7: new Date("1961-04-12T12:00:00Z"), pid_8: "F" })
  .toMessage();

const result = head("ORU", "R01", "NODE-2")
  .buildPID({ pid_3: "4711^^^GENHOSP^MR", pid_5: "MEIER^ANNA" })
  .toMessage();
const text = (segment, fields) => {
  const added = result.addSegment(segment);
  for (const [field, value] of Object.entries(fields)) added.set(field, value);
};
text("OBR", { 1: "1", 3: "F-1", 4: "CHEM^Chemistry^L", 7: "20250602073000", 25: "F" });
text("OBX", { 1: "1", 2: "NM", 3: "2160-0^Creatinine^LN", 5: "1.1", 6: "mg/dL", 11: "F" });

const unknown = head("ORM", "O01", "NODE-3").buildPID({ pid_3: "4711^^^GENHOSP^MR", pid_5: "MEIER^ANNA" }).toMessage();

const client = new Client({ host: "127.0.0.1", version: "2.5", ...(tls ? { tls: { rejectUnauthorized: false } } : {}) });
let answered;
const connection = client.createConnection({ port, waitAck: true }, async (answer) => {
  const message = answer.getMessage();
  console.log(message.get("MSA.1").toString() + " " + message.get("MSA.2").toString());
  answered();
});
for (const message of [admission, result, unknown]) {
  const came = new Promise((resolve) => { answered = resolve; });
  await connection.sendMessage(message);
  await came;
}
await client.closeAll?.();
process.exit(0);
