package org.osteon.hla.typing;

/// One thing worth knowing about an input.
///
/// @param code what kind of thing
/// @param locus the gene or field, empty where none is meant
/// @param position 1 or 2, or 0 where no single position is meant
/// @param token the text it is about
/// @param column where it starts in a GL String, from 1, or 0 if not known
/// @param sentence what was found and what was assumed
/// @param suggestion what to do next, may be empty
public record Finding(
        Code code,
        String locus,
        int position,
        String token,
        int column,
        String sentence,
        String suggestion) {

    static Finding of(Code code, String locus, String token, String sentence, String suggestion) {
        return new Finding(code, locus, 0, token, 0, sentence, suggestion);
    }

    Finding at(int newPosition) {
        return new Finding(code, locus, newPosition, token, column, sentence, suggestion);
    }

    Finding atColumn(int newColumn) {
        return new Finding(code, locus, position, token, newColumn, sentence, suggestion);
    }

    /// Whether it rejects what it is about.
    public boolean isError() {
        return code.isError();
    }

    @Override
    public String toString() {
        var text = new StringBuilder(code.name());
        if (!locus.isEmpty()) {
            text.append(' ').append(locus);
        }
        if (position > 0) {
            text.append(" position ").append(position);
        }
        if (column > 0) {
            text.append(" column ").append(column);
        }
        text.append(": ").append(sentence);
        if (!suggestion.isEmpty()) {
            text.append(' ').append(suggestion);
        }
        return text.toString();
    }
}
