import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The notices of third parties: what each jar says of its licence, copied out of it, and a list of the
/// jars. Arguments: the folder of the jars, the folder for the texts, the file for the list.
final class ThirdParty {
    private static final Pattern TEXT =
            Pattern.compile(
                    "(META-INF/)?(licenses?/)?(LICEN[CS]E|NOTICE|COPYING|about|epl|DEPENDENCIES)[^/]*",
                    Pattern.CASE_INSENSITIVE);

    public static void main(String[] args) throws IOException {
        Path texts = Files.createDirectories(Path.of(args[1]));
        List<Path> jars;
        try (Stream<Path> all = Files.list(Path.of(args[0]))) {
            jars = all.filter(jar -> jar.toString().endsWith(".jar"))
                    .filter(jar -> !jar.getFileName().toString().startsWith("osteon-"))
                    .sorted()
                    .toList();
        }
        StringBuilder list = new StringBuilder("""
                # What comes with Osteon and is others'

                The licences by name stand in `osteon.cdx.json` (CycloneDX). What a library says itself stands here.

                | library | its texts |
                | --- | --- |
                """);
        for (Path jar : jars) {
            String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
            list.append("| ").append(name).append(" | ");
            list.append(String.join(", ", copied(jar, texts.resolve(name)).stream()
                    .map(text -> "[" + text + "](licenses/" + name + "/" + text + ")")
                    .toList()));
            list.append(" |\n");
        }
        Files.writeString(Path.of(args[2]), list);
    }

    private static List<String> copied(Path jar, Path into) throws IOException {
        List<String> copied = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream()
                    .filter(one -> !one.isDirectory() && TEXT.matcher(one.getName()).matches())
                    .filter(one -> !one.getName().toLowerCase(Locale.ROOT).endsWith(".class"))
                    .map(ZipEntry.class::cast)
                    .toList()) {
                String file = entry.getName().replaceFirst("(?i)^META-INF/", "").replace('/', '-');
                Files.createDirectories(into);
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.write(into.resolve(file), in.readAllBytes());
                }
                copied.add(file);
            }
        }
        copied.sort(null);
        return copied;
    }
}
