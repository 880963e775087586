package org.osteon.pathway.reading;

/// A row of a site's map that cannot be used.
///
/// @param file its name
/// @param row which one, in words: `line 3`, `group 1, element 2`
/// @param value what stands there
/// @param why in words
public record SiteMapProblem(String file, String row, String value, String why) {

    @Override
    public String toString() {
        return file
                + (row.isEmpty() ? "" : ", " + row)
                + (value.isEmpty() ? "" : ", '" + value + "'")
                + ": "
                + why;
    }
}
