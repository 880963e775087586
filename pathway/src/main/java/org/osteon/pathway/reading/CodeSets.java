package org.osteon.pathway.reading;

import java.util.List;
import java.util.function.Function;
import org.osteon.chart.Coding;

/// Which sets of codes of the rules hold a code: what the rules ask for by the code itself needs no
/// other beside it.
final class CodeSets {
    /// As if no rule asked for anything: what is recognised is always added.
    static final CodeSets NONE = new CodeSets(unused -> List.of());

    private final Function<Coding, List<String>> setsOf;

    CodeSets(Function<Coding, List<String>> setsOf) {
        this.setsOf = setsOf;
    }

    /// Whether rules that ask for any of these codings are content with the code.
    boolean cover(CodeKey code, List<Coding> codings) {
        if (this == NONE) {
            return false;
        }
        List<String> own = setsOf.apply(new Coding(code.system(), code.code()));
        // What is in no set is asked for by its code alone, which only the coding itself has.
        return codings.stream()
                .map(setsOf)
                .allMatch(sets -> !sets.isEmpty() && own.containsAll(sets));
    }
}
