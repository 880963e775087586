package org.osteon.records.links;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A way for somebody without an account to answer forms of one chart, and to see nothing else.
///
/// @param id what staff call it by; no secret
/// @param chart that it is about
/// @param role as what they answer: `patient`, or `outside` for who treats them elsewhere
/// @param pathway from whose page it was given; may be empty
/// @param forms their ids
/// @param times when they are asked: one time, or those of a schedule
/// @param about which procedure and side, in words; shown only to who has said the birth date
/// @param request what it answers, by reference; may be empty
/// @param born what is kept of the birth date
/// @param code what is kept of a code that is asked besides; empty: none is
/// @param madeBy the name of who gave it
/// @param ended when it was taken back
/// @param why it was; empty while it was not
/// @param opened when somebody first came in by it
/// @param carer who answers for the patient; empty: they themselves
/// @param repeats whether it can be answered as often as one likes
/// @param responses the ids of the responses, by form and time
/// @param sent when they were sent, by form and time
/// @param language in which they are written to, as BCP 47 writes it; empty: English
/// @param site which joint and side it is about, as forms have it; empty: none was chosen
public record Link(
        String id,
        String chart,
        String role,
        String pathway,
        List<String> forms,
        List<Time> times,
        String about,
        String request,
        Kept born,
        Kept code,
        String madeBy,
        Instant made,
        @Nullable Instant ended,
        String why,
        @Nullable Instant opened,
        String carer,
        boolean repeats,
        Map<String, String> responses,
        Map<String, Instant> sent,
        String language,
        String site) {
    /// The role of a patient.
    public static final String PATIENT = "patient";

    /// The role of somebody outside.
    public static final String OUTSIDE = "outside";

    /// After the end of its time it stays open for so many days.
    private static final int DAYS_AFTER = 7;

    public Link {
        forms = List.copyOf(forms);
        times = List.copyOf(times);
        responses = Map.copyOf(responses);
        sent = Map.copyOf(sent);
        // Those that were kept before there was any.
        language = Objects.requireNonNullElse(language, "");
        site = Objects.requireNonNullElse(site, "");
    }

    /// A time at which forms are asked.
    ///
    /// @param code as forms and boards name it; empty for a link of one time
    /// @param title in words; may be empty
    public record Time(String code, String title, LocalDate from, LocalDate to) {
        /// Whether a day is in it, or shortly after.
        public boolean takes(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to.plusDays(DAYS_AFTER));
        }
    }

    /// What is kept of something that somebody has to know.
    ///
    /// @param salt empty where nothing is asked
    public record Kept(String salt, String hash) {
        static final Kept NONE = new Kept("", "");
    }

    /// The time of a day; the later where two overlap.
    public Optional<Time> at(LocalDate day) {
        return times.reversed().stream().filter(one -> one.takes(day)).findFirst();
    }

    /// The first day after this one from which something is asked; empty where nothing will be.
    public Optional<LocalDate> next(LocalDate day) {
        return wasTakenBack()
                ? Optional.empty()
                : times.stream().map(Time::from).filter(day::isBefore).min(LocalDate::compareTo);
    }

    /// The last day on which it opens.
    public LocalDate until() {
        return times.stream()
                .map(one -> one.to().plusDays(DAYS_AFTER))
                .max(LocalDate::compareTo)
                .orElse(LocalDate.MIN);
    }

    /// The first day on which it opens.
    public LocalDate from() {
        return times.stream().map(Time::from).min(LocalDate::compareTo).orElse(LocalDate.MAX);
    }

    /// Whether it was taken back.
    public boolean wasTakenBack() {
        return ended != null;
    }

    /// Whether it is one of a schedule.
    public boolean hasSchedule() {
        return times.stream().anyMatch(one -> !one.code().isEmpty());
    }

    /// Whether the patient answers, or somebody for them.
    public boolean answersAsPatient() {
        return role.equals(PATIENT);
    }

    /// The response of a form at a time; empty where none was begun.
    public Optional<String> response(String form, Time time) {
        return Optional.ofNullable(responses.get(key(form, time)));
    }

    /// When a form was sent; empty where it was not.
    public Optional<Instant> sent(String form, Time time) {
        return Optional.ofNullable(sent.get(key(form, time)));
    }

    /// When the last of its forms was sent; empty where none was.
    public Optional<Instant> lastSent() {
        return sent.values().stream().max(Instant::compareTo);
    }

    /// Whether all is answered that is asked at a time.
    public boolean isAnswered(Time time) {
        return forms.stream().allMatch(form -> sent(form, time).isPresent());
    }

    private static String key(String form, Time time) {
        return form + "@" + time.code();
    }

    Link revoked(Instant at, String reason) {
        return with(at, reason, opened, born, new By(carer, language), responses, sent);
    }

    Link openedAt(Instant at) {
        return with(
                ended,
                why,
                opened == null ? at : opened,
                born,
                new By(carer, language),
                responses,
                sent);
    }

    Link bornAt(Kept kept) {
        return with(ended, why, opened, kept, new By(carer, language), responses, sent);
    }

    Link answeredBy(String name, String in) {
        return with(ended, why, opened, born, new By(name, in), responses, sent);
    }

    Link responding(String form, Time time, String response) {
        Map<String, String> more = new LinkedHashMap<>(responses);
        more.putIfAbsent(key(form, time), response);
        return with(ended, why, opened, born, new By(carer, language), more, sent);
    }

    Link sentAt(String form, Time time, Instant at) {
        Map<String, Instant> more = new LinkedHashMap<>(sent);
        more.put(key(form, time), at);
        return with(ended, why, opened, born, new By(carer, language), responses, more);
    }

    /// To answer it once more.
    Link again(String form, Time time) {
        Map<String, String> other = new LinkedHashMap<>(responses);
        Map<String, Instant> open = new LinkedHashMap<>(sent);
        other.remove(key(form, time));
        open.remove(key(form, time));
        return with(ended, why, opened, born, new By(carer, language), other, open);
    }

    /// Who answers, in which language.
    private record By(String carer, String language) {}

    private Link with(
            @Nullable Instant end,
            String reason,
            @Nullable Instant first,
            Kept birth,
            By by,
            Map<String, String> answers,
            Map<String, Instant> gone) {
        return new Link(
                id,
                chart,
                role,
                pathway,
                forms,
                times,
                about,
                request,
                birth,
                code,
                madeBy,
                made,
                end,
                reason,
                first,
                by.carer(),
                repeats,
                answers,
                gone,
                by.language(),
                site);
    }
}
