package org.osteon.feeds;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a site knows of one sender: a file of data. Local codes keep the system that is named here;
/// what they mean stands in the site's maps, as for charts from files.
///
/// @param name of its file, without `.json`
/// @param title what people call the sender; signs what it changes
/// @param senders MSH-3 and MSH-4
/// @param zone of times that say none
/// @param characterSet of messages that name none
/// @param characterSetWins whether it holds against what a message says
/// @param systems of codes, by the name of their table in the message
/// @param identifiers of patients: the system, by `authority^type`, `authority` or `^type`
/// @param creates message types that may make a chart for somebody unknown
/// @param units as written, in UCUM
/// @param decimalComma whether a comma in a number is a decimal point
/// @param numbersPerDay whether order numbers are used again, for specimens of another day
/// @param tables HL7's tables with the site's own lines
/// @param ignored Z segments that are passed over without a remark
/// @param keptAnswer how a message is answered that was kept as a dead letter: AE, or AA where an
///   engine would stop at it
public record SourceProfile(
        String name,
        String title,
        List<Sender> senders,
        ZoneId zone,
        String characterSet,
        boolean characterSetWins,
        Map<String, String> systems,
        Map<String, String> identifiers,
        Set<String> creates,
        Map<String, String> units,
        boolean decimalComma,
        boolean numbersPerDay,
        OwnTables tables,
        Set<String> ignored,
        String keptAnswer) {
    public SourceProfile {
        senders = List.copyOf(senders);
        systems = Map.copyOf(systems);
        identifiers = Map.copyOf(identifiers);
        creates = Set.copyOf(creates);
        units = Map.copyOf(units);
        ignored = Set.copyOf(ignored);
    }

    /// Who sends.
    ///
    /// @param application MSH-3.1
    /// @param facility MSH-4.1; empty: any
    public record Sender(String application, String facility) {
        boolean is(Envelope envelope) {
            return application.equals(envelope.sendingApplication())
                    && (facility.isEmpty() || facility.equals(envelope.sendingFacility()));
        }
    }

    /// HL7's tables with the site's own lines before them.
    public static final class OwnTables {
        private final Tables all;

        OwnTables(Map<String, Map<String, String>> own) {
            this.all = Tables.standard().with(own);
        }

        Optional<String> code(String table, String code) {
            return all.code(table, code);
        }

        Optional<Tables.Entry> of(String table, String code) {
            return all.of(table, code);
        }
    }

    /// Whether it is about the sender of a message.
    public boolean isOf(Envelope envelope) {
        return senders.stream().anyMatch(one -> one.is(envelope));
    }

    /// The system of what this sender names in its own way.
    String own(String what) {
        return "urn:osteon:feed:" + name + (what.isEmpty() ? "" : ":" + what);
    }

    /// The system of a table of codes as this sender calls it.
    String system(String table) {
        String named = systems.get(table);
        return named != null
                ? named
                : tables.code("system", table).orElseGet(() -> own(table.replaceAll("\\s", "-")));
    }

    /// The system of a patient's identifier; empty where the profile has none.
    Optional<String> patientSystem(String authority, String type) {
        for (String key : List.of(authority + "^" + type, authority, "^" + type)) {
            String system = identifiers.get(key);
            if (system != null && !key.isEmpty()) {
                return Optional.of(system);
            }
        }
        return Optional.empty();
    }
}
