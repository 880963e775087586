package org.osteon.feeds;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads a message, and says what it changes in which chart.
///
/// ```java
/// switch (new Feed(profiles).read(bytes, known)) {
///     case Outcome.Understood understood -> write(understood.edits());
///     case Outcome.NotUnderstood not -> keep(bytes, not.line());
/// }
/// ```
public final class Feed {
    private static final Map<String, Set<String>> TAKEN =
            Map.of(
                    "ORU", Set.of("R01", ""),
                    "ADT", Set.of("A01", "A02", "A03", "A04", "A08", "A11", "A12", "A13", "A40"),
                    "RDE", Set.of("O11", "O25", "O01", ""),
                    "RAS", Set.of("O17", "O01", ""));

    /// Segments from which something is made, or that the reading of others rests on.
    private static final Set<String> READ =
            Set.of(
                    "MSH", "EVN", "PID", "PV1", "ORC", "OBR", "OBX", "NTE", "MRG", "RXE", "RXR",
                    "RXA");

    private final Profiles profiles;

    /// With these profiles of senders.
    public Feed(Profiles profiles) {
        this.profiles = profiles;
    }

    /// Reads one message; a batch is cut before, by [Transmission].
    public Outcome read(byte[] message, Known known) {
        Envelope envelope = Envelope.of(message);
        Optional<SourceProfile> profile = profiles.of(envelope);
        try {
            if (!envelope.isMessage()) {
                throw new Unusable(
                        Reason.NOT_A_MESSAGE,
                        "",
                        "it does not begin with a segment MSH that names its type");
            }
            return understood(
                    message,
                    envelope,
                    profile.orElseThrow(() ->
                            new Unusable(
                                    Reason.UNKNOWN_SENDER,
                                    "MSH-3",
                                    "no profile names the sender '"
                                            + envelope.sendingApplication()
                                            + "' at '"
                                            + envelope.sendingFacility()
                                            + "'")),
                    known);
        } catch (Unusable e) {
            return new Outcome.NotUnderstood(
                    envelope,
                    profile.map(SourceProfile::name).orElse(""),
                    e.reason(),
                    e.place(),
                    e.text());
        }
    }

    private static Outcome understood(
            byte[] bytes, Envelope envelope, SourceProfile profile, Known known) throws Unusable {
        List<Remark> remarks = new ArrayList<>();
        String type = envelope.type().toUpperCase(Locale.ROOT);
        String trigger = envelope.trigger().toUpperCase(Locale.ROOT);
        if (!TAKEN.containsKey(type) || !TAKEN.get(type).contains(trigger)) {
            throw new Unusable(
                    Reason.UNSUPPORTED,
                    "MSH-9",
                    "'"
                            + envelope.event()
                            + "' is not taken; taken are ORU^R01, ADT^A01 to A04, A08, A11 to A13,"
                            + " A40, RDE^O11, O25, RAS^O17");
        }
        if (!envelope.processing().isEmpty() && !envelope.processing().equals("P")) {
            throw new Unusable(
                    Reason.NOT_PRODUCTION,
                    "MSH-11",
                    "it is meant for '"
                            + envelope.processing()
                            + "', and only production (P) is taken");
        }
        if (envelope.control().isEmpty()) {
            throw new Unusable(
                    Reason.MISSING,
                    "MSH-10",
                    "without a control id a message cannot be told from one that came before");
        }
        MessageText.Read read = MessageText.of(bytes, envelope, profile, remarks);
        Message message = Message.of(read.text(), read.charset());
        Times times = new Times(profile.zone(), remarks);
        Optional<Times.Time> sent = times.of(envelope.sent(), "MSH-7");
        Stamp stamp = new Stamp(Optional.empty(), sent.flatMap(Times.Time::instant));
        Draft draft = new Draft(known);
        // What is taken back makes nobody known.
        String bringing = Admissions.takesBack(trigger) ? "" : type;
        Patients patients = new Patients(profile, times, draft, remarks, bringing);
        List<Outcome.Merged> merged = List.of();
        switch (type) {
            case "ORU" ->
                    new Results(profile, times, draft, remarks, sent).write(message, patients);
            case "ADT" -> {
                if (trigger.equals("A40")) {
                    merged = new Merging(draft, remarks).write(message, patients);
                } else {
                    new Admissions(profile, times, draft, remarks, stamp)
                            .write(message, trigger, patients);
                }
            }
            default ->
                    new Medicines(profile, times, draft, remarks, stamp, sent)
                            .write(message, patients);
        }
        Set<String> ignored = ignored(message, profile, remarks);
        return new Outcome.Understood(
                envelope,
                profile.name(),
                draft.edits(),
                remarks.stream().distinct().toList(),
                List.copyOf(ignored),
                merged);
    }

    private static Set<String> ignored(
            Message message, SourceProfile profile, List<Remark> remarks) {
        Set<String> ignored = new TreeSet<>();
        for (Segment segment : message.segments()) {
            String name = segment.name();
            if (!READ.contains(name)
                    && ignored.add(name)
                    && name.startsWith("Z")
                    && !profile.ignored().contains(name)) {
                remarks.add(
                        new Remark(
                                name,
                                "a segment of the sender's own, which nobody here reads; the"
                                        + " profile can name it (ignored)"));
            }
        }
        return ignored;
    }
}
