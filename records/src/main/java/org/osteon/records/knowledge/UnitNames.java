package org.osteon.records.knowledge;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which units the names of things tell.
///
/// @param names the endings that tell one, the longest first
record UnitNames(List<RuleNumbers.UnitName> names) {

    /// Whether a word is a unit as people read it.
    boolean areShownAs(String word) {
        return names.stream().anyMatch(unit -> unit.shown().equals(word));
    }

    /// The unit that the end of a name tells.
    String of(String name) {
        return names.stream()
                .filter(unit -> endsWith(name, unit))
                .map(RuleNumbers.UnitName::shown)
                .findFirst()
                .orElse("");
    }

    /// The name without its unit, where that is not what is measured, too.
    String without(String name) {
        return names.stream()
                .filter(unit -> endsWith(name, unit))
                .findFirst()
                .filter(unit -> !unit.isName())
                .map(unit -> name.substring(0, name.length() - unit.ends().length()).strip())
                .filter(rest -> !rest.isEmpty())
                .orElse(name);
    }

    private static boolean endsWith(String name, RuleNumbers.UnitName unit) {
        String end = unit.ends().toLowerCase(Locale.ROOT);
        String all = name.toLowerCase(Locale.ROOT);
        return all.equals(end) || all.endsWith(" " + end);
    }

    /// A unit as it is written in CQL, a quantity's or a span's; null where there is none.
    String written(@Nullable String quantity, @Nullable String time) {
        if (time != null) {
            return plural(time);
        }
        return quantity == null
                ? ""
                : names.stream()
                        .filter(unit -> unit.ends().equalsIgnoreCase(quantity))
                        .map(RuleNumbers.UnitName::shown)
                        .findFirst()
                        .orElse(quantity);
    }

    static String plural(String time) {
        return time.endsWith("s") ? time : time + "s";
    }
}
