package org.osteon.workflow.safety;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One report of an adverse event to an authority.
///
/// @param aware when the clock began; empty where the event says no time at all
/// @param due when it is due; empty where the event says no time at all, and where nobody must
public record SafetyReport(
        Regions.Region region,
        ReportRule rule,
        SafetyEvent event,
        Optional<ZonedDateTime> aware,
        Optional<ZonedDateTime> due,
        List<SafetyDeeds.Done> done) {
    public SafetyReport {
        done = List.copyOf(done);
    }

    /// How far it is.
    public enum State {
        DUE("due"),
        SIGNED("signed"),
        SUBMITTED("submitted"),
        CHANGED("changed since: a follow-up is due"),
        NOT_DUE("not to be reported"),
        VOLUNTARY("voluntary");

        private final String words;

        State(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    static SafetyReport of(
            Regions.Region region, ReportRule rule, SafetyEvent event, SafetyDeeds deeds) {
        Optional<ZonedDateTime> aware = event.aware();
        return new SafetyReport(
                region,
                rule,
                event,
                aware,
                rule.voluntary() ? Optional.empty() : aware.map(rule::due),
                deeds.of(event.resource().reference(), rule.id()));
    }

    /// Its name among a patient's reports: event and rule.
    public String key() {
        return event.id() + "/" + rule.id();
    }

    /// What it is called.
    public String title() {
        return rule.to() + ": " + rule.form();
    }

    /// The last time that it was sent.
    public Optional<SafetyDeeds.Done> submitted() {
        return SafetyDeeds.last(done, SafetyDeeds.SUBMITTED);
    }

    /// The signature under what is to be sent, where nothing was changed since.
    public Optional<SafetyDeeds.Done> signed() {
        return SafetyDeeds.last(done, SafetyDeeds.SIGNED, SafetyDeeds.DRAFT)
                .filter(one -> one.step().equals(SafetyDeeds.SIGNED))
                .filter(this::isOfThisVersion);
    }

    /// Why it is not to be reported, where somebody said so of the event as it is.
    public Optional<SafetyDeeds.Done> notDue() {
        return SafetyDeeds.last(done, SafetyDeeds.NOT_DUE, SafetyDeeds.SIGNED, SafetyDeeds.DRAFT)
                .filter(one -> one.step().equals(SafetyDeeds.NOT_DUE))
                .filter(this::isOfThisVersion);
    }

    private boolean isOfThisVersion(SafetyDeeds.Done one) {
        return one.said(SafetyDeeds.VERSION).equals(event.version());
    }

    /// How far it is.
    public State state() {
        Optional<SafetyDeeds.Done> sent = submitted();
        if (sent.filter(this::isOfThisVersion).isPresent()) {
            return State.SUBMITTED;
        }
        if (notDue().isPresent()) {
            return State.NOT_DUE;
        }
        if (signed().isPresent()) {
            return State.SIGNED;
        }
        if (sent.isPresent()) {
            return State.CHANGED;
        }
        return rule.voluntary() ? State.VOLUNTARY : State.DUE;
    }

    /// Whether somebody still has to do something.
    public boolean isOpen() {
        return switch (state()) {
            case DUE, SIGNED, CHANGED -> due.isPresent() || aware.isEmpty();
            case SUBMITTED, NOT_DUE, VOLUNTARY -> false;
        };
    }

    /// Hours until it is due; below 0: it is late.
    public long hoursLeft(ZonedDateTime now) {
        return due.map(at -> Duration.between(now, at).toHours()).orElse(0L);
    }

    /// Whether its time is over.
    public boolean isLate(ZonedDateTime now) {
        return due.filter(now::isAfter).isPresent();
    }

    /// Of what the manager is reminded by now: half of the time is over, a day is left.
    ///
    /// @param hoursBefore how long before its end
    public List<String> reminders(ZonedDateTime now, int hoursBefore) {
        List<String> reminders = new ArrayList<>();
        if (!isOpen() || aware.isEmpty() || due.isEmpty()) {
            return reminders;
        }
        Duration whole = Duration.between(aware.get(), due.get());
        if (!now.isBefore(aware.get().plus(whole.dividedBy(2)))) {
            reminders.add("half of the time is over");
        }
        if (!now.isBefore(due.get().minusHours(hoursBefore))) {
            reminders.add(isLate(now) ? "the time is over" : "the last day");
        }
        return reminders;
    }
}
