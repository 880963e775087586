package org.osteon.hla.frequency;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.frequency.FrequencySet.Entry;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.typing.TypingReader;

/// Reads haplotype frequencies in the formats of the reference, section 15.1: tables with or
/// without header, HFX bundles and JSON. Several populations in one file become several sets.
public final class FrequencyReader {
    private static final Pattern JSON_OBJECT = Pattern.compile("\\{[^{}]*}");
    private static final Pattern JSON_STRING = Pattern.compile("\"(\\w+)\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern JSON_NUMBER = Pattern.compile("\"(\\w+)\"\\s*:\\s*([-+0-9.eE]+)");

    private final TypingReader reader;

    /// Reads files in the names of the release of `reader`.
    public FrequencyReader(TypingReader reader) {
        this.reader = reader;
    }

    /// The sets of a file by population, in the order in which they appear. A file without
    /// populations has one set, named after the file.
    public Map<String, FrequencySet> read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        var path = file.getFileName();
        var fileName = path == null ? file.toString() : path.toString();
        if (fileName.endsWith(".gz")) {
            bytes = gunzip(bytes);
            fileName = fileName.substring(0, fileName.length() - 3);
        }
        if (bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K') {
            return readBundle(fileName, bytes);
        }
        var text = new String(bytes, StandardCharsets.UTF_8);
        return text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[")
                ? readJson(fileName, text)
                : readTable(fileName, text, 0);
    }

    /// One set of a file: that of a population, or the only one.
    public FrequencySet read(Path file, Optional<String> population) throws IOException {
        var sets = read(file);
        if (population.isPresent()) {
            var set = sets.get(population.get());
            if (set == null) {
                throw new IOException(
                        file + " has no population " + population.get() + " but " + sets.keySet());
            }
            return set;
        }
        if (sets.size() != 1) {
            throw new IOException(
                    file + " holds several populations, choose one of " + sets.keySet());
        }
        return sets.values().iterator().next();
    }

    private static byte[] gunzip(byte[] bytes) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }

    private Map<String, FrequencySet> readTable(String fileName, String text, double cohortSize)
            throws IOException {
        var collected = new Collected(fileName);
        Columns columns = null;
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var fields = line.strip().split("[,;\t]", -1);
            if (columns == null) {
                columns = Columns.guess(fields);
                if (columns == null) {
                    continue; // a header
                }
            }
            collected.add(columns, fields, number);
        }
        return collected.sets(cohortSize);
    }

    /// Which field is what, told from the first line of data: the haplotype is the field with
    /// stars, a population the field before it, the frequency the first number below one, or the
    /// last number.
    private record Columns(int population, int haplotype, int frequency) {
        static @Nullable Columns guess(String[] fields) {
            int haplotype = -1;
            int frequency = -1;
            for (int i = 0; i < fields.length; i++) {
                if (fields[i].indexOf('*') > 0) {
                    haplotype = i;
                } else if (number(fields[i]).isPresent()) {
                    double value = number(fields[i]).get();
                    boolean fraction = value <= 1 && fields[i].matches(".*[.eE].*");
                    if (frequency < 0 || (fraction && number(fields[frequency]).orElse(2.0) >= 1)) {
                        frequency = i;
                    }
                }
            }
            if (haplotype < 0 || frequency < 0) {
                return null;
            }
            return new Columns(haplotype == 1 && frequency > 1 ? 0 : -1, haplotype, frequency);
        }
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.parseDouble(text.strip()));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// Gathers entries by population.
    private final class Collected {
        private final String fileName;
        private final Map<String, List<Entry>> entries = new LinkedHashMap<>();
        private @Nullable List<Gene> genes;

        Collected(String fileName) {
            this.fileName = fileName;
        }

        void add(Columns columns, String[] fields, int line) throws IOException {
            if (fields.length <= Math.max(columns.haplotype(), columns.frequency())) {
                throw new IOException(
                        fileName + ":" + line + ": " + fields.length + " fields are too few");
            }
            var population =
                    columns.population() < 0 ? fileName : fields[columns.population()].strip();
            var frequency =
                    number(fields[columns.frequency()])
                            .orElseThrow(() ->
                                    new IOException(
                                            fileName
                                                    + ":"
                                                    + line
                                                    + ": \""
                                                    + fields[columns.frequency()]
                                                    + "\" is not a frequency"));
            add(population, fields[columns.haplotype()], frequency, fileName + ":" + line);
        }

        void add(String population, String haplotype, double frequency, String where)
                throws IOException {
            var alleles = haplotype.strip().split("~", -1);
            if (!(frequency >= 0) || frequency > 1) {
                throw new IOException(
                        where + ": a frequency lies between 0 and 1, not " + frequency);
            }
            var found = new ArrayList<Gene>();
            for (String allele : alleles) {
                int star = allele.indexOf('*');
                var gene =
                        star < 0 ? Optional.<Gene>empty() : Gene.named(allele.substring(0, star));
                found.add(
                        gene.orElseThrow(
                                () -> new IOException(where + ": no gene in \"" + allele + "\"")));
            }
            var known = genes;
            if (known == null) {
                genes = found;
            } else if (!known.equals(found)) {
                throw new IOException(
                        where + ": the loci are " + found + ", before they were " + known);
            }
            entries.computeIfAbsent(population, _ -> new ArrayList<>())
                    .add(new Entry(List.of(alleles), frequency));
        }

        Map<String, FrequencySet> sets(double cohortSize) throws IOException {
            var known = genes;
            if (known == null) {
                throw new IOException(
                        fileName
                                + " holds no haplotype; expected lines such as"
                                + " A*01:01~B*08:01~DRB1*03:01,12,0.05");
            }
            var sets = new LinkedHashMap<String, FrequencySet>();
            entries.forEach((population, list) ->
                    sets.put(
                            population,
                            FrequencySet.of(population, reader, known, list, cohortSize)));
            return sets;
        }
    }

    private Map<String, FrequencySet> readJson(String fileName, String text) throws IOException {
        var collected = new Collected(fileName);
        var objects = JSON_OBJECT.matcher(text);
        while (objects.find()) {
            var strings = values(JSON_STRING, objects.group());
            var numbers = values(JSON_NUMBER, objects.group());
            var haplotype = first(strings, "haplotype", "hap", "Haplo");
            if (haplotype.isEmpty()) {
                continue;
            }
            double frequency =
                    first(numbers, "frequency", "freq", "f", "Freq")
                            .or(() -> first(strings, "frequency", "freq", "f", "Freq"))
                            .flatMap(FrequencyReader::number)
                            .orElseThrow(() ->
                                    new IOException(
                                            fileName + ": no frequency for " + haplotype.get()));
            collected.add(
                    first(strings, "population", "pop").orElse(fileName),
                    haplotype.get(),
                    frequency,
                    fileName);
        }
        return collected.sets(0);
    }

    private static Map<String, String> values(Pattern pattern, String text) {
        var values = new HashMap<String, String>();
        var matcher = pattern.matcher(text);
        while (matcher.find()) {
            values.put(matcher.group(1), matcher.group(2));
        }
        return values;
    }

    private static Optional<String> first(Map<String, String> values, String... names) {
        for (String name : names) {
            var value = values.get(name);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /// An HFX bundle: a ZIP of metadata, a table and a manifest whose checksums must agree.
    private Map<String, FrequencySet> readBundle(String fileName, byte[] bytes) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        verifyManifest(fileName, files);
        var metadata = text(files, "metadata.json").orElse("");
        double cohortSize =
                Optional.ofNullable(values(JSON_NUMBER, metadata).get("cohortSize"))
                        .flatMap(FrequencyReader::number)
                        .orElse(0.0);
        for (String name : files.keySet()) {
            if (name.endsWith(".csv")) {
                return readTable(name, text(files, name).orElse(""), cohortSize);
            }
        }
        throw new IOException(fileName + " holds no table of frequencies");
    }

    private static Optional<String> text(Map<String, byte[]> files, String name) {
        return Optional.ofNullable(files.get(name))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static void verifyManifest(String fileName, Map<String, byte[]> files)
            throws IOException {
        var manifest = text(files, "MANIFEST.json");
        if (manifest.isEmpty()) {
            throw new IOException(fileName + " has no MANIFEST.json, so it cannot be verified");
        }
        var objects = JSON_OBJECT.matcher(manifest.get());
        while (objects.find()) {
            var values = values(JSON_STRING, objects.group());
            var path = values.getOrDefault("path", "");
            var wanted = values.getOrDefault("sha256", "");
            var content = files.get(path);
            if (content == null || (!wanted.isEmpty() && !sha256(content).equals(wanted))) {
                throw new IOException(
                        fileName
                                + ": "
                                + path
                                + " is missing or its checksum disagrees; fetch the"
                                + " bundle again");
            }
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
