package org.osteon.hla.registry;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.osteon.hla.match.SerologyConflict;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.registry.Donor.Availability;
import org.osteon.hla.registry.Donor.BloodGroup;
import org.osteon.hla.registry.Donor.Cmv;
import org.osteon.hla.registry.Donor.Kind;
import org.osteon.hla.registry.Donor.Sex;
import org.osteon.hla.typing.Code;
import org.osteon.hla.typing.Finding;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.Reading;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;
import org.osteon.hla.typing.TypingReader.Fields;

/// Reads a table of donors line by line: a header, then one donor per line, separated by `;`, `,`
/// or tabs. Loci have two columns (`A_1;A_2`) or all stand in one column `gl`. A locus that cannot
/// be read is left untyped and reported; a donor is rejected only without an id or without any
/// usable locus (reference, section 19).
public final class DonorTable {
    /// Something wrong in a line.
    ///
    /// @param line from 1, the header included
    /// @param id the donor's id, may be empty
    /// @param code of section 20 of the reference, or `REJECTED`, or `FIELD` for a field other than
    ///   a typing
    /// @param text what is wrong, and what was done
    public record Problem(long line, String id, String code, String text) {
        @Override
        public String toString() {
            return "line " + line + (id.isEmpty() ? "" : " " + id) + ": " + code + " " + text;
        }
    }

    /// Lines read, donors accepted, rejected, and lines with a problem.
    public record Outcome(long lines, long accepted, long rejected, long withProblems) {}

    /// Receives donors as they are read.
    @FunctionalInterface
    public interface DonorSink {
        /// Takes one donor; called in the order of the lines.
        void accept(Donor donor, Typing typing);
    }

    private final TypingReader reader;
    private final Consumer<Problem> problems;
    private final DonorSink donors;
    private long line;
    private long accepted;
    private long rejected;
    private long withProblems;

    /// Donors go to one place, what is wrong with a line to another.
    public DonorTable(TypingReader reader, DonorSink donors, Consumer<Problem> problems) {
        this.reader = reader;
        this.donors = donors;
        this.problems = problems;
    }

    /// Which columns mean what.
    private static final class Columns {
        final char separator;
        final Map<Gene, int[]> genes = new EnumMap<>(Gene.class);
        final Map<Gene, int[]> serology = new EnumMap<>(Gene.class);
        final Map<String, Integer> facts = new TreeMap<>();
        final Map<String, Integer> attributes = new TreeMap<>();
        final int count;

        Columns(String header) {
            separator = header.indexOf(';') >= 0 ? ';' : header.indexOf('\t') >= 0 ? '\t' : ',';
            var names = split(header, separator);
            count = names.size();
            for (int i = 0; i < count; i++) {
                place(names.get(i), i);
            }
            genes.values().removeIf(both -> both[0] < 0 || both[1] < 0);
            serology.values().removeIf(both -> both[0] < 0 || both[1] < 0);
        }

        private void place(String given, int at) {
            var name = given.toLowerCase(Locale.ROOT).replaceAll("[ _.-]", "");
            var fact = FACTS.get(name);
            if (fact != null) {
                facts.putIfAbsent(fact, at);
                return;
            }
            boolean antigens = name.matches(".*ser(o|ology)?[12]");
            var locus = name.replaceAll(antigens ? "ser(o|ology)?[12]$" : "a?[12]$", "");
            if (locus.isEmpty()) {
                locus = name.substring(0, name.length() - 1);
            }
            if (name.endsWith("1") || name.endsWith("2")) {
                var gene = Gene.named(locus.startsWith("hla") ? locus.substring(3) : locus);
                if (gene.isPresent()) {
                    (antigens ? serology : genes)
                                    .computeIfAbsent(gene.get(), _ -> new int[] {-1, -1})[
                                    name.charAt(name.length() - 1) - '1'] =
                            at;
                    return;
                }
            }
            if (!given.isBlank()) {
                attributes.put(given, at);
            }
        }
    }

    /// Names of columns as registries write them, without blanks and underscores.
    private static final Map<String, String> FACTS =
            Map.ofEntries(
                    Map.entry("id", "id"),
                    Map.entry("donorid", "id"),
                    Map.entry("grid", "id"),
                    Map.entry("birthdate", "birth"),
                    Map.entry("dateofbirth", "birth"),
                    Map.entry("dob", "birth"),
                    Map.entry("sex", "sex"),
                    Map.entry("gender", "sex"),
                    Map.entry("abo", "abo"),
                    Map.entry("bloodgroup", "abo"),
                    Map.entry("rh", "rh"),
                    Map.entry("rhesus", "rh"),
                    Map.entry("cmv", "cmv"),
                    Map.entry("type", "kind"),
                    Map.entry("donortype", "kind"),
                    Map.entry("registry", "registry"),
                    Map.entry("registrycode", "registry"),
                    Map.entry("status", "status"),
                    Map.entry("isavailableforsearch", "status"),
                    Map.entry("gl", "gl"),
                    Map.entry("glstring", "gl"),
                    Map.entry("hla", "gl"));

    /// Reads all lines. Throws only when the text cannot be read or the header has no typings.
    public Outcome read(BufferedReader text) throws IOException {
        Columns columns = null;
        for (String raw = text.readLine(); raw != null; raw = text.readLine()) {
            line++;
            if (raw.isBlank()) {
                continue;
            }
            if (columns == null) {
                columns = new Columns(raw.startsWith("\uFEFF") ? raw.substring(1) : raw);
                if (columns.genes.isEmpty() && !columns.facts.containsKey("gl")) {
                    throw new IOException(
                            "the first line names no typings; expected columns such as"
                                    + " id;A_1;A_2;B_1;B_2 or id;gl");
                }
                if (!columns.facts.containsKey("id")) {
                    throw new IOException("the first line has no column id");
                }
                continue;
            }
            readDonor(columns, raw);
        }
        if (columns == null) {
            throw new IOException("the file is empty");
        }
        return new Outcome(line, accepted, rejected, withProblems);
    }

    private void readDonor(Columns columns, String raw) {
        var fields = split(raw, columns.separator);
        long before = withProblems;
        var id = fact(columns, fields, "id");
        boolean problem = false;
        if (id.isEmpty()) {
            reject(id, "the line has no id");
            return;
        }
        if (fields.size() != columns.count) {
            problem = true;
            report(
                    id,
                    "FIELD",
                    fields.size()
                            + " fields where the header has "
                            + columns.count
                            + "; missing ones count as blank");
        }
        var reading = typing(columns, fields);
        for (Finding finding : reading.findings()) {
            if (finding.isError()) {
                problem = true;
                report(id, finding.code().name(), told(finding) + " The locus is left untyped.");
            } else if (finding.code() == Code.W_SEROLOGY_CONFLICT) {
                problem = true;
                report(id, finding.code().name(), told(finding));
            }
        }
        if (reading.value().typedLoci().isEmpty()) {
            reject(id, "no locus can be used");
            return;
        }
        var facts = new Facts(id);
        var donor =
                new Donor(
                        id,
                        facts.kind(fact(columns, fields, "kind")),
                        facts.birthDate(fact(columns, fields, "birth")),
                        facts.sex(fact(columns, fields, "sex")),
                        facts.bloodGroup(
                                fact(columns, fields, "abo") + fact(columns, fields, "rh")),
                        facts.cmv(fact(columns, fields, "cmv")),
                        facts.availability(fact(columns, fields, "status")),
                        fact(columns, fields, "registry"),
                        attributes(columns, fields));
        donors.accept(donor, reading.value());
        accepted++;
        if (problem || facts.problem) {
            withProblems = before + 1;
        }
    }

    /// A finding without its code, which a problem tells by itself.
    private static String told(Finding finding) {
        return finding.toString().substring(finding.code().name().length()).strip();
    }

    private void reject(String id, String reason) {
        rejected++;
        withProblems++;
        report(id, "REJECTED", reason);
    }

    private void report(String id, String code, String text) {
        problems.accept(new Problem(line, id, code, text));
    }

    private Reading<Typing> typing(Columns columns, List<String> fields) {
        var gl = fact(columns, fields, "gl");
        if (!gl.isEmpty()) {
            return reader.glString(gl);
        }
        var reading = reader.fields(fields(columns.genes, fields));
        return columns.serology.isEmpty()
                ? reading
                : withSerology(reading, reader.fields(fields(columns.serology, fields)));
    }

    private static Map<Gene, Fields> fields(Map<Gene, int[]> columns, List<String> fields) {
        var typings = new EnumMap<Gene, Fields>(Gene.class);
        columns.forEach((gene, at) ->
                typings.put(gene, new Fields(field(fields, at[0]), field(fields, at[1]))));
        return typings;
    }

    /// DNA where there is any, serology elsewhere; where both are, they are held against each
    /// other.
    private static Reading<Typing> withSerology(Reading<Typing> dna, Reading<Typing> serology) {
        var findings = new ArrayList<>(dna.findings());
        findings.addAll(serology.findings());
        var loci = new ArrayList<LocusTyping>();
        for (Locus locus : Locus.values()) {
            var byDna = dna.value().at(locus);
            var bySerology = serology.value().at(locus);
            SerologyConflict.between(byDna, bySerology).ifPresent(findings::add);
            loci.add(byDna.isTyped() ? byDna : bySerology);
        }
        return new Reading<>(Typing.of(loci), findings);
    }

    private static Map<String, String> attributes(Columns columns, List<String> fields) {
        if (columns.attributes.isEmpty()) {
            return Map.of();
        }
        var attributes = new TreeMap<String, String>();
        columns.attributes.forEach((name, at) -> {
            var value = field(fields, at);
            if (!value.isEmpty()) {
                attributes.put(name.toLowerCase(Locale.ROOT), value);
            }
        });
        return attributes;
    }

    private static String fact(Columns columns, List<String> fields, String name) {
        var at = columns.facts.get(name);
        return at == null ? "" : field(fields, at);
    }

    private static String field(List<String> fields, int at) {
        return at < fields.size() ? fields.get(at) : "";
    }

    /// Fields without quotes and blanks around them. A separator inside double quotes is text.
    private static List<String> split(String line, char separator) {
        var fields = new ArrayList<String>(32);
        boolean quotes = line.indexOf('"') >= 0;
        int from = 0;
        while (from <= line.length()) {
            int to = quotes ? endOfField(line, from, separator) : line.indexOf(separator, from);
            if (to < 0) {
                to = line.length();
            }
            fields.add(unquoted(line.substring(from, to).strip()));
            from = to + 1;
        }
        return fields;
    }

    private static int endOfField(String line, int from, char separator) {
        boolean quoted = false;
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                return i;
            }
        }
        // A quote that nobody closes is no quote.
        return quoted ? line.indexOf(separator, from) : -1;
    }

    private static String unquoted(String field) {
        return field.length() >= 2
                        && (field.charAt(0) == '"' || field.charAt(0) == '\'')
                        && field.charAt(field.length() - 1) == field.charAt(0)
                ? field.substring(1, field.length() - 1).replace("\"\"", "\"").strip()
                : field;
    }

    /// Reads the facts of one donor beside its typing.
    private final class Facts {
        private final String id;
        private boolean problem;

        Facts(String id) {
            this.id = id;
        }

        private void ignored(String what, String value) {
            problem = true;
            report(id, "FIELD", what + " \"" + value + "\" is not understood and left out");
        }

        Optional<LocalDate> birthDate(String value) {
            if (value.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(
                        LocalDate.parse(value.length() > 10 ? value.substring(0, 10) : value));
            } catch (DateTimeParseException _) {
                ignored("birth date", value);
                return Optional.empty();
            }
        }

        Sex sex(String value) {
            return switch (value.toUpperCase(Locale.ROOT)) {
                case "F", "FEMALE" -> Sex.FEMALE;
                case "M", "MALE" -> Sex.MALE;
                case "", "U", "UNKNOWN" -> Sex.UNKNOWN;
                default -> {
                    ignored("sex", value);
                    yield Sex.UNKNOWN;
                }
            };
        }

        BloodGroup bloodGroup(String value) {
            var text =
                    value.toUpperCase(Locale.ROOT)
                            .replace("POSITIVE", "+")
                            .replace("NEGATIVE", "-")
                            .replace("POS", "+")
                            .replace("NEG", "-")
                            .replace(" ", "")
                            .replace("0", "O");
            for (BloodGroup group : BloodGroup.values()) {
                if (group.text().equals(text)) {
                    return group;
                }
            }
            ignored("blood group", value);
            return BloodGroup.UNKNOWN;
        }

        Cmv cmv(String value) {
            return switch (value.toUpperCase(Locale.ROOT)) {
                case "P", "+", "POS", "POSITIVE", "1" -> Cmv.POSITIVE;
                case "N", "-", "NEG", "NEGATIVE", "0" -> Cmv.NEGATIVE;
                case "", "U", "UNKNOWN", "Q" -> Cmv.UNKNOWN;
                default -> {
                    ignored("CMV", value);
                    yield Cmv.UNKNOWN;
                }
            };
        }

        Kind kind(String value) {
            return switch (value.toUpperCase(Locale.ROOT)) {
                case "", "ADULT", "D", "DONOR" -> Kind.ADULT;
                case "CORD", "CBU", "C" -> Kind.CORD;
                default -> {
                    ignored("type", value);
                    yield Kind.ADULT;
                }
            };
        }

        Availability availability(String value) {
            return switch (value.toUpperCase(Locale.ROOT)) {
                case "", "AV", "AVAILABLE", "1", "TRUE" -> Availability.AVAILABLE;
                case "RS", "RESERVED", "OT" -> Availability.RESERVED;
                case "UN", "TU", "DE", "UNAVAILABLE", "0", "FALSE" -> Availability.UNAVAILABLE;
                default -> {
                    ignored("status", value);
                    yield Availability.AVAILABLE;
                }
            };
        }
    }
}
