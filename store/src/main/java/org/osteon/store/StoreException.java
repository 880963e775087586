package org.osteon.store;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The store cannot do its work. [#problem] says why, in a form to switch on; the message is one
/// line for a person, with the remedy.
public final class StoreException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private final transient StoreProblem problem;

    public StoreException(StoreProblem problem, @Nullable Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    StoreException(StoreProblem problem) {
        this(problem, null);
    }

    /// What is wrong.
    public StoreProblem problem() {
        return problem;
    }
}
