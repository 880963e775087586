package org.osteon.workflow.registry;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A form of a registry, as a mapping file says: what is asked when, and which facts of the chart
/// answer it.
///
/// @param form its number at the registry
/// @param revision which revision the site fills in; empty where it did not say
/// @param pathway whose facts answer
/// @param starts the expression for the days from which its times count
/// @param centre the expression for where the patient was treated
/// @param person the expression for the registry's number of the person
/// @param death the expression for the day of death; empty: no time ends with it
/// @param centreNumber the registry's number of the site; empty where it did not say
/// @param roles whose work it is to report again
/// @param ready from which completeness on it can be signed, in percent
/// @param source where that it is asked is written
public record RegistryForm(
        String id,
        String title,
        String registry,
        String form,
        String revision,
        String pathway,
        String starts,
        String centre,
        String person,
        Optional<String> death,
        String centreNumber,
        List<String> roles,
        BigDecimal ready,
        List<Time> times,
        List<Group> groups,
        Guide guide,
        String source) {
    public RegistryForm {
        roles = List.copyOf(roles);
        times = List.copyOf(times);
        groups = List.copyOf(groups);
    }

    /// When it is due, counted from the start.
    ///
    /// @param title with `{n}` for the year of one that comes each year
    /// @param from the first day on which it can be answered
    /// @param to the last
    /// @param yearsFrom the first year of one that comes each year, its days then counted from the
    ///   anniversary; 0: it comes once
    /// @param source where the days are written
    public record Time(
            String id, String title, int from, int due, int to, int yearsFrom, String source) {}

    /// Items that belong together.
    ///
    /// @param asked the expression for whether they are asked; empty: always
    public record Group(String title, Optional<String> asked, List<Item> items) {
        public Group {
            items = List.copyOf(items);
        }
    }

    /// What kind of answer an item takes.
    public enum Type {
        TEXT,
        DATE,
        INTEGER,
        DECIMAL
    }

    /// An answer to choose.
    public record Choice(String code, String text) {}

    /// What is proposed where the chart has nothing on record.
    ///
    /// @param answer the code of the answer
    /// @param when the expression for whether that may be proposed
    /// @param evidence the expression for what it rests on
    public record Absence(String answer, String when, String evidence) {}

    /// One thing that is asked.
    ///
    /// @param key our name for it
    /// @param number of the item at the registry; empty where the site did not fill it in
    /// @param expression what the chart answers; empty: only people do
    /// @param evidence the expression for what the answer rests on; empty: what it was read from
    /// @param asked the expression for whether it is asked; empty: always
    /// @param conflict the expression for why the answer is disputed; empty: nothing disputes it
    /// @param choices what can be answered; empty: anything of its type
    /// @param unit of a number
    /// @param observed whether the guide has a place for it: the observations that it rests on
    /// @param enteredBy the form that records it; empty where none does
    public record Item(
            String key,
            String text,
            String number,
            Optional<String> expression,
            Optional<String> evidence,
            Optional<String> asked,
            Optional<String> conflict,
            Optional<Absence> absence,
            Type type,
            List<Choice> choices,
            String unit,
            boolean observed,
            String enteredBy) {
        public Item {
            choices = List.copyOf(choices);
        }

        /// The words of an answer's code; the code itself where it has none.
        public String words(String code) {
            return choices.stream()
                    .filter(one -> one.code().equals(code))
                    .map(Choice::text)
                    .findFirst()
                    .orElse(code);
        }
    }

    /// How the registry's own guide wants what it has a place for.
    ///
    /// @param bundle how many observations a bundle holds at most
    /// @param security the system of the label that names the centre
    /// @param prefix before the centre's number in that label
    /// @param person the system of the registry's number of a person
    /// @param codes the system of the codes that have a place
    public record Guide(
            String title,
            String source,
            int bundle,
            String security,
            String prefix,
            String person,
            String codes) {}

    /// All items.
    public Stream<Item> items() {
        return groups.stream().flatMap(group -> group.items().stream());
    }

    /// The item of that name.
    public Optional<Item> item(String key) {
        return items().filter(one -> one.key().equals(key)).findFirst();
    }
}
