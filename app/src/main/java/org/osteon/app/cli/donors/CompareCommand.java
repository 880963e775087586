package org.osteon.app.cli.donors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.match.Comparison;
import org.osteon.hla.match.Range;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;
import org.osteon.records.words.Problem;
import org.osteon.search.ComparisonJson;
import org.osteon.search.ComparisonText;
import org.osteon.search.FindingJson;
import org.osteon.search.WorkedCases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `osteon donors compare`: one pair, a file of cases, or two tables.
@Command(
        name = "compare",
        header = "Compares patients with donors: mismatches, ranges, directions.",
        description = {
            "",
            "One pair (--patient, --donor), worked cases (--batch), or every pair of two tables"
                    + " with columns ID;A_1;A_2;… (--patients, --donors).",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon donors compare --patient 'A*01:01+A*02:01' --donor 'A*01:01+A*02:XX' --loci A",
            "  osteon donors compare --batch cases.json",
            "  osteon donors compare --patients p.csv --donors d.csv --format csv"
        })
final class CompareCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private NomenclatureOption nomenclature;
    @Mixin private LociOption loci;

    @Option(names = "--patient", paramLabel = "TYPING", description = "the patient's typing")
    private @Nullable String patient;

    @Option(names = "--donor", paramLabel = "TYPING", description = "the donor's typing")
    private @Nullable String donor;

    @Option(names = "--batch", paramLabel = "FILE", description = "worked cases as JSON")
    private @Nullable Path batch;

    @Option(names = "--patients", paramLabel = "FILE", description = "table of patients")
    private @Nullable Path patients;

    @Option(names = "--donors", paramLabel = "FILE", description = "table of donors")
    private @Nullable Path donors;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text, json, ndjson or csv")
    private @Nullable OutputFormat format;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        if (batch != null) {
            compareCases(batch, out);
        } else if (patients != null && donors != null) {
            compareTables(patients, donors, out);
        } else if (patient != null && donor != null) {
            comparePair(patient, donor, out);
        } else {
            throw Problem.unusable(
                    "what to compare? Give --patient and --donor, --batch FILE, or --patients and"
                            + " --donors");
        }
        return 0;
    }

    private void comparePair(String patientText, String donorText, PrintWriter out)
            throws IOException {
        var reader = nomenclature.reader();
        var input = new TypingInput(reader, spec.commandLine().getErr());
        var ofPatient = input.reading("patient", patientText);
        var ofDonor = input.reading("donor", donorText);
        var p = ofPatient.value();
        var d = ofDonor.value();
        if (OutputFormat.orDefault(format) == OutputFormat.TEXT) {
            out.print(ComparisonText.of(reader.release(), p, d, loci.loci()));
            return;
        }
        var json = new ComparisonJson(reader.release()).full(p, d, loci.loci());
        var findings = json.putObject("findings");
        findings.set("patient", FindingJson.of(ofPatient.findings()));
        findings.set("donor", FindingJson.of(ofDonor.findings()));
        out.println(
                format == OutputFormat.NDJSON
                        ? ComparisonJson.MAPPER.writeValueAsString(json)
                        : ComparisonJson.MAPPER
                                .writerWithDefaultPrettyPrinter()
                                .writeValueAsString(json));
    }

    private void compareCases(Path file, PrintWriter out) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw Problem.unusable("no such file: " + file);
        }
        JsonNode root;
        try {
            root = ComparisonJson.MAPPER.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw Problem.unusable(file + " is no JSON: " + e.getOriginalMessage());
        }
        var list = root.isArray() ? root : root.path("cases");
        if (!list.isArray()) {
            throw Problem.unusable(file + " holds no list of cases");
        }
        var cases = new WorkedCases(nomenclature.reader());
        for (JsonNode one : list) {
            ObjectNode line = ComparisonJson.MAPPER.createObjectNode();
            line.set("id", one.path("id"));
            try {
                line.set("result", cases.answer(one));
            } catch (WorkedCases.UnusableCaseException e) {
                throw Problem.unusable(String.valueOf(e.getMessage()));
            }
            out.println(ComparisonJson.MAPPER.writeValueAsString(line));
        }
    }

    private void compareTables(Path patientFile, Path donorFile, PrintWriter out)
            throws IOException {
        TypingReader reader = nomenclature.reader();
        var err = spec.commandLine().getErr();
        var patientRows = TypingTable.read(patientFile, reader, err);
        var donorRows = TypingTable.read(donorFile, reader, err);
        var counted = loci.loci();
        if (format == OutputFormat.CSV || format == null) {
            writeHeader(counted, out);
        }
        var json = new ComparisonJson(reader.release());
        for (TypingTable.Row p : patientRows) {
            for (TypingTable.Row d : donorRows) {
                if (format == OutputFormat.JSON || format == OutputFormat.NDJSON) {
                    var line = ComparisonJson.MAPPER.createObjectNode();
                    line.put("patient", p.id());
                    line.put("donor", d.id());
                    line.setAll(json.counts(p.typing(), d.typing(), counted));
                    out.println(ComparisonJson.MAPPER.writeValueAsString(line));
                } else {
                    writeRow(p.id(), p.typing(), d.id(), d.typing(), counted, out);
                }
            }
        }
    }

    private static void writeHeader(List<Locus> loci, PrintWriter out) {
        out.print("PatientId;DonorId");
        for (Locus locus : loci) {
            for (String what : List.of("mm", "gvh", "hvg")) {
                out.print(";" + locus + "_" + what + "Min;" + locus + "_" + what + "Max");
            }
        }
        out.print(";totalMin;totalMax\n");
    }

    private static void writeRow(
            String patientId,
            Typing patient,
            String donorId,
            Typing donor,
            List<Locus> loci,
            PrintWriter out) {
        var comparison = Comparison.of(patient, donor, loci);
        var line = new StringBuilder(96).append(patientId).append(';').append(donorId);
        for (Locus locus : loci) {
            var match = comparison.at(locus);
            append(line, match.mismatches());
            append(line, match.graftVersusHost());
            append(line, match.hostVersusGraft());
        }
        append(line, comparison.mismatches());
        out.print(line.append('\n'));
    }

    private static void append(StringBuilder line, Range range) {
        line.append(';').append(range.min()).append(';').append(range.max());
    }
}
