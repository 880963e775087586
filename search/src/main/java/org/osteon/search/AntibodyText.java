package org.osteon.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osteon.hla.match.Antibody;
import org.osteon.hla.match.AntibodyTarget;
import org.osteon.hla.typing.TypingReader;

/// Antibodies as people write them: a specificity and its strength, `B8 4000` or `B8:4000`. One
/// that names nothing in the release, or has no strength, is refused: a search that left it out in
/// silence would rank donors first whom the patient has antibodies against.
final class AntibodyText {
    private static final Pattern WITH_STRENGTH =
            Pattern.compile("(.*[^\\s:=])(?:\\s*[:=]\\s*|\\s+)(\\d{2,6})");
    private static final Pattern AN_ALLELE = Pattern.compile("[^\\s]+\\*\\d+(:\\d+)?");

    private final TypingReader reader;
    private final Consumer<String> problem;

    AntibodyText(TypingReader reader, Consumer<String> problem) {
        this.reader = reader;
        this.problem = problem;
    }

    /// Several, apart by commas, semicolons or lines.
    List<Antibody> read(String text) {
        List<Antibody> antibodies = new ArrayList<>();
        for (String line : text.split("[,;\\r\\n]+", -1)) {
            if (!line.isBlank()) {
                one(line.strip()).ifPresent(antibodies::add);
            }
        }
        return antibodies;
    }

    private Optional<Antibody> one(String text) {
        Matcher written = WITH_STRENGTH.matcher(text);
        // In A*02:101 the last number is the allele's.
        if (!written.matches() || isAllele(text)) {
            problem.accept(
                    "“" + text + "” has no strength. Write it with its MFI: B8 4000 or B8:4000.");
            return Optional.empty();
        }
        String specificity = written.group(1).strip();
        if (AntibodyTarget.read(reader, specificity).isEmpty()) {
            problem.accept(
                    "“"
                            + specificity
                            + "” is no antigen, epitope or allele of release "
                            + reader.release().version()
                            + "; the search would not count it.");
            return Optional.empty();
        }
        return Optional.of(
                new Antibody(specificity, Double.parseDouble(written.group(2)), Optional.empty()));
    }

    private boolean isAllele(String text) {
        return AN_ALLELE.matcher(text).matches() && AntibodyTarget.read(reader, text).isPresent();
    }
}
