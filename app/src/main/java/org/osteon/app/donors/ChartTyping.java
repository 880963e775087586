package org.osteon.app.donors;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osteon.hla.nomenclature.Gene;

/// Finds a patient's HLA typing among the texts of a chart: a GL String of all loci, one for each
/// locus, or single alleles as observations report them.
public final class ChartTyping implements Consumer<String> {
    /// A text that can only be an HLA typing: gene, star, digits, and more.
    private static final Pattern TYPING =
            Pattern.compile("(?:HLA-)?(A|B|C|DRB[1345]|DQA1|DQB1|DPA1|DPB1)\\*\\d[^\\s]*");

    private final Set<String> whole = new LinkedHashSet<>();
    private final Map<Gene, Set<String>> byGene = new EnumMap<>(Gene.class);

    /// A text of the chart. Later texts win, so the order is the one of time.
    @Override
    public void accept(String text) {
        String stripped = text.strip();
        Matcher typing = TYPING.matcher(stripped);
        if (!typing.matches()) {
            return;
        }
        if (stripped.indexOf('^') >= 0) {
            whole.remove(stripped);
            whole.add(stripped);
        } else {
            byGene.computeIfAbsent(Gene.valueOf(typing.group(1)), _ -> new LinkedHashSet<>())
                    .add(stripped);
        }
    }

    /// The typing as a GL String: the latest of all loci, else what the loci say one by one; empty
    /// where the chart has none.
    public Optional<String> glString() {
        if (!whole.isEmpty()) {
            return Optional.of(List.copyOf(whole).getLast());
        }
        List<String> loci = new ArrayList<>();
        byGene.values().forEach(texts -> loci.add(locus(List.copyOf(texts))));
        return loci.isEmpty() ? Optional.empty() : Optional.of(String.join("^", loci));
    }

    /// A genotype where one is told, else the single alleles.
    private static String locus(List<String> texts) {
        List<String> genotypes = texts.stream().filter(text -> text.indexOf('+') >= 0).toList();
        return genotypes.isEmpty() ? String.join("+", texts) : genotypes.getLast();
    }
}
