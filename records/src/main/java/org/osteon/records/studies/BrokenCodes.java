package org.osteon.records.studies;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.osteon.access.Action;
import org.osteon.records.links.Outbox;
import org.osteon.records.people.Notes;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Attribution;
import org.osteon.workflow.studies.Study;
import org.osteon.workflow.studies.StudyEntry;

/// Who is told by a message that the code of somebody in a study was broken: the sponsor, the data
/// manager. They are told the study and the number, never the arm and never who it is.
public final class BrokenCodes {
    private static final int LONGEST = 120;

    private final Notes<Contact> contacts;
    private final Outbox outbox;
    private final Studies studies;

    public BrokenCodes(Studies studies) {
        this.studies = studies;
        this.contacts = new Notes<>(studies.store(), "study-contact", Contact.class);
        this.outbox = new Outbox(studies.store(), studies.clock());
    }

    /// Who is told.
    ///
    /// @param whose in words, for example the sponsor
    /// @param address that the site's way of sending reaches
    public record Contact(String study, String whose, String address, String by, Instant at) {}

    /// Those of a study.
    public List<Contact> of(Study study) {
        return contacts.all().stream()
                .filter(one -> one.study().equals(study.id()))
                .sorted(Comparator.comparing(Contact::whose).thenComparing(Contact::address))
                .toList();
    }

    /// Names somebody.
    ///
    /// @throws Problem where it is not theirs to say, or no address
    public void name(Study study, String whose, String address, String by) {
        studies.records().require(Action.ACTIVATE);
        String to = address.strip();
        if (whose.isBlank() || to.isEmpty() || to.length() > LONGEST || !to.contains("@")) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    "Who, and where?",
                    "“"
                            + to
                            + "” is no address of mail of at most "
                            + LONGEST
                            + " characters, or"
                            + " nobody said whose it is.",
                    "Go back, and say whose it is and the address.");
        }
        Instant now = studies.clock().instant();
        contacts.keep(study.id() + " " + to, new Contact(study.id(), whose.strip(), to, by, now));
        record(study, by, now, whose.strip() + " " + to + " is told of a broken code");
    }

    /// Takes somebody away.
    public void remove(Study study, String address, String by) {
        studies.records().require(Action.ACTIVATE);
        if (contacts.remove(study.id() + " " + address)) {
            record(study, by, studies.clock().instant(), address + " is no longer told");
        }
    }

    private void record(Study study, String by, Instant at, String what) {
        studies.store()
                .record(
                        new Attribution(by, at, "study-contact", what),
                        null,
                        "study " + study.id());
    }

    /// Asks for the messages about a code that was broken.
    void tell(Study study, StudyEntry broken) {
        for (Contact one : of(study)) {
            outbox.tell(Outbox.Kind.CODE_BROKEN, one.address(), about(broken));
        }
    }

    private static String about(StudyEntry broken) {
        return broken.study()
                + ", number "
                + broken.participant()
                + ", "
                + broken.said(StudyEntry.WHAT).orElse("");
    }

    /// What became of the messages about a broken code, each in words.
    public List<String> sent(StudyEntry broken) {
        return outbox.all().stream()
                .filter(one -> one.kind() == Outbox.Kind.CODE_BROKEN)
                .filter(one -> one.about().equals(about(broken)))
                .map(one -> one.to() + ": " + (one.waits() ? "waits" : one.state()))
                .toList();
    }
}
