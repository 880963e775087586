package org.osteon.workflow.safety;

import java.time.DayOfWeek;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A row of a region: to whom which events are reported, and how soon.
///
/// @param to whom it is reported
/// @param form on which form
/// @param by who reports
/// @param when what an event must be: by the name of a fact, what of it counts; facts that are not
///   named do not matter
/// @param clock how soon; empty where the row does not say
/// @param voluntary whether nobody must
/// @param confirmed by whom and when the site confirmed the row; empty: legal review is needed
public record ReportRule(
        String id,
        String to,
        String form,
        String by,
        Map<String, List<String>> when,
        Optional<Clock> clock,
        boolean voluntary,
        String source,
        String sure,
        String note,
        String confirmed) {
    /// The names of facts.
    static final String CLASS = "class";

    static final String SERIOUS = "serious";
    static final String BECAUSE = "because";
    static final String RELATED = "related";
    static final String EXPECTED = "expected";
    static final String WHAT = "what";

    /// What a fact is of which nothing is known.
    static final String UNKNOWN = "unknown";

    private static final String ALL_OF = "+";
    private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    public ReportRule {
        when = Map.copyOf(when);
    }

    /// How soon.
    ///
    /// @param hours from the moment at which staff learned of it; 0: counted in days
    /// @param working whether only working days count
    public record Clock(int hours, int days, boolean working) {
        /// In words.
        public String words() {
            if (hours > 0) {
                return hours + " hours";
            }
            return days + (working ? " working days" : " days");
        }
    }

    /// Whether the site has confirmed it.
    public boolean isConfirmed() {
        return !confirmed.isEmpty();
    }

    /// Whether an event is one of those. What is not known of an event never makes it another: the
    /// less favourable holds.
    ///
    /// @param facts by name; of one that is missing nothing is known
    boolean isAbout(Map<String, Set<String>> facts) {
        return when.entrySet().stream()
                .allMatch(
                        one -> matches(one.getValue(), facts.getOrDefault(one.getKey(), Set.of())));
    }

    private static boolean matches(List<String> wanted, Set<String> known) {
        return known.isEmpty()
                || wanted.stream()
                        .anyMatch(one -> known.containsAll(List.of(one.split("\\" + ALL_OF))));
    }

    /// When it is due. A row that the site has not confirmed runs by the shorter clock: days that
    /// are said to be working days are counted as they come, and one without a clock is due at
    /// once.
    public ZonedDateTime due(ZonedDateTime aware) {
        if (clock.isEmpty()) {
            return aware;
        }
        Clock one = clock.get();
        if (one.hours() > 0) {
            return aware.plusHours(one.hours());
        }
        if (!one.working() || !isConfirmed()) {
            return aware.plusDays(one.days());
        }
        ZonedDateTime at = aware;
        int left = one.days();
        while (left > 0) {
            at = at.plusDays(1);
            if (!WEEKEND.contains(at.getDayOfWeek())) {
                left--;
            }
        }
        return at;
    }

    /// The clock as it runs, in words.
    public String clockInWords() {
        if (clock.isEmpty()) {
            return "no time is known: as soon as possible";
        }
        return clock.get().working() && !isConfirmed()
                ? clock.get().words() + ", counted as days until confirmed"
                : clock.get().words();
    }
}
