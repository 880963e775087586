package org.osteon.records.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.osteon.report.FunnelFigure;

/// What a model says.
///
/// @param title in words
/// @param method how it was estimated
/// @param notes what must be known to read it
/// @param grids its numbers
/// @param funnel of centres: where each lies
/// @param result what the command prints, in full precision
/// @param commands that say the same
/// @param script of R that does
public record ModelAnswer(
        String title,
        String method,
        List<String> notes,
        List<Grid> grids,
        Optional<FunnelFigure> funnel,
        JsonNode result,
        List<String> commands,
        String script) {
    /// Copies.
    public ModelAnswer {
        notes = List.copyOf(notes);
        grids = List.copyOf(grids);
        commands = List.copyOf(commands);
    }

    /// Numbers as a table.
    ///
    /// @param heads the columns, the first names the rows
    /// @param rows each with a cell per column
    public record Grid(String caption, List<String> heads, List<List<String>> rows) {}
}
