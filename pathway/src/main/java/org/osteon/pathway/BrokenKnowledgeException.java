package org.osteon.pathway;

import java.util.List;
import java.util.stream.Collectors;

/// The knowledge cannot be used; the message lists every problem.
public final class BrokenKnowledgeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<KnowledgeProblem> problems;

    /// Tells of these problems.
    public BrokenKnowledgeException(List<KnowledgeProblem> problems) {
        super(
                problems.stream()
                        .map(KnowledgeProblem::toString)
                        .collect(Collectors.joining("\n", "the knowledge has problems:\n", "")));
        this.problems = List.copyOf(problems);
    }

    /// The problems.
    public List<KnowledgeProblem> problems() {
        return problems;
    }
}
