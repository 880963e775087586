package org.osteon.pathway.reading;

import java.util.List;
import java.util.stream.Collectors;

/// A site's maps cannot be used; names every problem with file, row and value.
public final class SiteMapException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<SiteMapProblem> problems;

    SiteMapException(List<SiteMapProblem> problems) {
        super(problems.stream().map(SiteMapProblem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /// What is wrong, and where.
    public List<SiteMapProblem> problems() {
        return problems;
    }
}
