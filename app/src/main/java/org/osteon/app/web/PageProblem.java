package org.osteon.app.web;

import java.io.Serial;
import org.springframework.http.HttpStatus;

/// What a request asked for cannot be shown or done, in words for the person who asked.
final class PageProblem extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final String title;
    private final String remedy;

    /// @param title what is wrong, in a few words
    /// @param message the value that is wrong
    /// @param remedy what to do
    PageProblem(HttpStatus status, String title, String message, String remedy) {
        super(message);
        this.status = status;
        this.title = title;
        this.remedy = remedy;
    }

    static PageProblem noChart(String id) {
        return new PageProblem(
                HttpStatus.NOT_FOUND,
                "No such patient",
                "There is no chart with the id “" + id + "” in this store.",
                "Search the worklist by name, or import the chart.");
    }

    HttpStatus status() {
        return status;
    }

    String title() {
        return title;
    }

    String remedy() {
        return remedy;
    }
}
