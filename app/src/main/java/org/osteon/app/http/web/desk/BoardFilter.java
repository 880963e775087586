package org.osteon.app.http.web.desk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.pathway.BoardPlace;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.desk.WorklistEntry;

/// Which patients a board shows: by who coordinates their care, by where they are looked after, and
/// by what the pathway's board names (records, 5.6).
///
/// @param choices one for each, those that nobody on the board differs in left out
record BoardFilter(List<Choice> choices) {
    /// Something to choose by.
    ///
    /// @param value that is chosen; empty: all
    /// @param values to choose from, in their order
    record Choice(String id, String title, String value, List<String> values) {
        /// A value in words: days as people say them.
        String words(String one) {
            try {
                return Wording.day(LocalDate.parse(one));
            } catch (DateTimeParseException _) {
                return one;
            }
        }
    }

    /// As chosen, with what there is to choose from on a board.
    ///
    /// @param chosen value by id; of others than those below nothing is asked
    static BoardFilter of(Map<String, String> chosen, List<WorklistEntry> there) {
        Map<String, List<BoardPlace.Trait>> byId =
                there.stream()
                        .flatMap(BoardFilter::traits)
                        .collect(
                                Collectors.groupingBy(
                                        BoardPlace.Trait::id,
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        List<Choice> choices = new ArrayList<>();
        byId.forEach((id, traits) -> {
            String value = chosen.getOrDefault(id, "").strip();
            TreeSet<String> values = new TreeSet<>();
            traits.forEach(trait -> values.add(trait.value()));
            values.add(value);
            values.remove("");
            if (!values.isEmpty()) {
                choices.add(new Choice(id, traits.getFirst().title(), value, List.copyOf(values)));
            }
        });
        return new BoardFilter(List.copyOf(choices));
    }

    /// What is not known of a patient is an empty value, so that nobody is found by it.
    private static Stream<BoardPlace.Trait> traits(WorklistEntry entry) {
        return Stream.concat(
                Stream.of(
                        new BoardPlace.Trait(
                                "coordinator", "Coordinator", entry.care().coordinator()),
                        new BoardPlace.Trait("place", "Place", entry.care().place())),
                entry.board().traits().stream());
    }

    boolean takes(WorklistEntry entry) {
        List<BoardPlace.Trait> own = traits(entry).toList();
        return choices.stream()
                .filter(choice -> !choice.value().isEmpty())
                .allMatch(choice ->
                        own.stream()
                                .anyMatch(trait ->
                                        trait.id().equals(choice.id())
                                                && trait.value().equals(choice.value())));
    }

    /// What an address says of it, each part with `&` before it.
    String query() {
        return choices.stream()
                .filter(choice -> !choice.value().isEmpty())
                .map(choice ->
                        "&"
                                + choice.id()
                                + "="
                                + URLEncoder.encode(choice.value(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }
}
