package org.osteon.workflow.desk;

import java.util.List;
import java.util.regex.Pattern;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Source;

/// Where a rule comes from: as the rule cites it, and the documents that the short names stand for.
///
/// @param text for example `REN-1, section 4.2, S1`
/// @param documents the cited documents in full
public record Citation(String text, List<Source> documents) {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}-]+");

    public static Citation of(Pathway pathway, String text) {
        List<String> words = WORD.matcher(text).results().map(result -> result.group()).toList();
        return new Citation(
                text,
                pathway.sources().stream()
                        .filter(source ->
                                words.contains(source.key())
                                        || (source.key().contains(" ")
                                                && Pattern.compile(Pattern.quote(source.key()))
                                                        .matcher(text)
                                                        .find()))
                        .toList());
    }
}
