package org.osteon.records.studies;

import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.osteon.access.Action;
import org.osteon.pathway.Course;
import org.osteon.workflow.studies.Participant;
import org.osteon.workflow.studies.Study;
import org.osteon.workflow.studies.StudyEntry;
import org.osteon.workflow.studies.VisitScores;

/// The data of a study as CDISC ODM 1.3.2: the set-up as metadata, people by their numbers, days
/// counted from the allocation and no date. The arm stands in it only where everybody may know it.
/// Of whom the chart cannot be read, it is said: no score of theirs is no answer of theirs.
public final class StudyOdm {
    private static final String NAMESPACE = "http://www.cdisc.org/ns/odm/v1.3";
    private static final String ARM = "ARM";
    private static final String AT_BASE = "BASE";

    private final XMLStreamWriter xml;
    private final Study study;
    private final StudyScores scores;

    private StudyOdm(XMLStreamWriter xml, Study study, StudyScores scores) {
        this.xml = xml;
        this.study = study;
        this.scores = scores;
    }

    /// What was written.
    ///
    /// @param xml the text
    /// @param unreadable of how many people the chart cannot be read
    public record Written(String xml, int unreadable) {}

    /// Writes it.
    public static Written of(Studies studies, Enrolment enrolment, Study study) {
        studies.records().require(Action.STUDY);
        studies.records().require(Action.EXPORT);
        List<Participant> people =
                studies.people(study).stream().filter(Participant::isAllocated).toList();
        Map<String, String> charts = new LinkedHashMap<>();
        Map<String, String> known = enrolment.charts(study);
        people.forEach(one -> charts.put(one.number(), known.getOrDefault(one.number(), "")));
        StudyScores scores = StudyScores.read(studies, study, Action.EXPORT, charts.values());
        int unread = (int) charts.values().stream().filter(one -> !scores.isRead(one)).count();
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            new StudyOdm(xml, study, scores).write(studies, people, charts, unread);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text can be written", e);
        }
        return new Written(text.toString(), unread);
    }

    private void write(
            Studies studies, List<Participant> people, Map<String, String> charts, int unread)
            throws XMLStreamException {
        Instant now = studies.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        boolean arms = studies.state(study).tellsArms();
        xml.writeStartDocument("UTF-8", "1.0");
        start(
                "ODM",
                "xmlns",
                NAMESPACE,
                "FileType",
                "Snapshot",
                "FileOID",
                study.id() + "." + now.getEpochSecond(),
                "CreationDateTime",
                now.toString(),
                "ODMVersion",
                "1.3.2",
                "SourceSystem",
                "Osteon",
                "Description",
                unread == 0
                        ? "All charts were read."
                        : unread
                                + " of "
                                + charts.size()
                                + " charts could not be read: scores of these people are"
                                + " missing.");
        metadata(arms);
        start("ClinicalData", "StudyOID", study.id(), "MetaDataVersionOID", study.version());
        Map<String, Study.Arm> known = new LinkedHashMap<>();
        if (arms) {
            new ArmKeeper(studies.store(), study).all().forEach(known::put);
        }
        for (Participant person : people) {
            subject(
                    person,
                    Optional.ofNullable(known.get(person.number())),
                    charts.getOrDefault(person.number(), ""),
                    studies);
        }
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    // --- metadata ---

    private void metadata(boolean arms) throws XMLStreamException {
        start("Study", "OID", study.id());
        start("GlobalVariables");
        text("StudyName", study.title());
        text("StudyDescription", study.description());
        text("ProtocolName", study.id() + " " + study.version());
        xml.writeEndElement();
        start("MetaDataVersion", "OID", study.version(), "Name", study.title());
        start("Protocol");
        event("StudyEventRef", AT_BASE, 1);
        int order = 2;
        for (Study.Visit visit : study.visits()) {
            event("StudyEventRef", visit.code(), order++);
        }
        xml.writeEndElement();
        eventDef(AT_BASE, "Allocation", "F." + AT_BASE);
        for (Study.Visit visit : study.visits()) {
            eventDef(visit.code(), visit.title(), "F.SCORE");
        }
        form("F." + AT_BASE, "Allocation", "G." + AT_BASE);
        form("F.SCORE", "Reported by the patient", "G.SCORE");
        start("ItemGroupDef", "OID", "G." + AT_BASE, "Name", "Allocation", "Repeating", "No");
        for (Study.Factor factor : study.randomisation().factors()) {
            ref("ItemRef", "ItemOID", "I." + factor.code());
        }
        ref("ItemRef", "ItemOID", "I.STATE");
        ref("ItemRef", "ItemOID", "I.RECEIVED");
        ref("ItemRef", "ItemOID", "I.READ");
        if (arms) {
            ref("ItemRef", "ItemOID", "I." + ARM);
        }
        xml.writeEndElement();
        start("ItemGroupDef", "OID", "G.SCORE", "Name", "Score", "Repeating", "No");
        ref("ItemRef", "ItemOID", "I.DAY");
        ref("ItemRef", "ItemOID", "I.SCORE");
        xml.writeEndElement();
        for (Study.Factor factor : study.randomisation().factors()) {
            item("I." + factor.code(), factor.title(), "text", "Length", "80");
        }
        item("I.STATE", "How they stand", "text", "Length", "40");
        item("I.RECEIVED", "Received the treatment", "text", "Length", "10");
        item("I.READ", "Their chart could be read", "text", "Length", "10");
        if (arms) {
            item("I." + ARM, "Allocated to", "text", "Length", "80");
        }
        item("I.DAY", "Day from the allocation", "integer", "Length", "6");
        item(
                "I.SCORE",
                study.primary().map(Study.Primary::title).orElse("Score"),
                "float",
                "Length",
                "12",
                "SignificantDigits",
                "6");
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void event(String name, String code, int order) throws XMLStreamException {
        start(
                name,
                "StudyEventOID",
                "E." + code,
                "OrderNumber",
                Integer.toString(order),
                "Mandatory",
                "Yes");
        xml.writeEndElement();
    }

    private void eventDef(String code, String title, String form) throws XMLStreamException {
        start(
                "StudyEventDef",
                "OID",
                "E." + code,
                "Name",
                title,
                "Repeating",
                "No",
                "Type",
                "Scheduled");
        ref("FormRef", "FormOID", form);
        xml.writeEndElement();
    }

    private void form(String id, String title, String group) throws XMLStreamException {
        start("FormDef", "OID", id, "Name", title, "Repeating", "No");
        ref("ItemGroupRef", "ItemGroupOID", group);
        xml.writeEndElement();
    }

    private void ref(String name, String attribute, String id) throws XMLStreamException {
        start(name, attribute, id, "Mandatory", "No");
        xml.writeEndElement();
    }

    private void item(String id, String name, String type, String... more)
            throws XMLStreamException {
        xml.writeStartElement("ItemDef");
        xml.writeAttribute("OID", id);
        xml.writeAttribute("Name", name);
        xml.writeAttribute("DataType", type);
        for (int i = 0; i < more.length; i += 2) {
            xml.writeAttribute(more[i], more[i + 1]);
        }
        xml.writeEndElement();
    }

    // --- people ---

    private void subject(Participant person, Optional<Study.Arm> arm, String chart, Studies studies)
            throws XMLStreamException {
        StudyEntry allocated = person.last(StudyEntry.Kind.ALLOCATED).orElseThrow();
        LocalDate zero = allocated.at().atZone(studies.clock().getZone()).toLocalDate();
        start("SubjectData", "SubjectKey", person.number());
        start("StudyEventData", "StudyEventOID", "E." + AT_BASE);
        start("FormData", "FormOID", "F." + AT_BASE);
        start("ItemGroupData", "ItemGroupOID", "G." + AT_BASE);
        for (Study.Factor factor : study.randomisation().factors()) {
            value(
                    "I." + factor.code(),
                    allocated.said(StudyEntry.LEVEL + factor.code()).orElse(""));
        }
        value("I.STATE", person.state().words());
        value("I.RECEIVED", person.received().map(got -> got ? "yes" : "no").orElse("not told"));
        value("I.READ", scores.isRead(chart) ? "yes" : "no");
        if (arm.isPresent()) {
            value("I." + ARM, arm.get().name());
        }
        ends(3);
        VisitScores reported =
                VisitScores.of(scores.of(chart), study.visits(), zero, studies.today());
        for (Study.Visit visit : study.visits()) {
            Course.Point point = reported.byVisit().get(visit.code());
            if (point != null) {
                start("StudyEventData", "StudyEventOID", "E." + visit.code());
                start("FormData", "FormOID", "F.SCORE");
                start("ItemGroupData", "ItemGroupOID", "G.SCORE");
                value("I.DAY", Long.toString(ChronoUnit.DAYS.between(zero, point.date())));
                value("I.SCORE", point.value().toPlainString());
                ends(3);
            }
        }
        xml.writeEndElement();
    }

    private void value(String item, String value) throws XMLStreamException {
        if (!value.isEmpty()) {
            start("ItemData", "ItemOID", item, "Value", value);
            xml.writeEndElement();
        }
    }

    private void ends(int many) throws XMLStreamException {
        for (int i = 0; i < many; i++) {
            xml.writeEndElement();
        }
    }

    private void text(String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private void start(String name, String... attributes) throws XMLStreamException {
        xml.writeStartElement(name);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i].equals("xmlns")) {
                xml.writeDefaultNamespace(attributes[i + 1]);
            } else {
                xml.writeAttribute(attributes[i], attributes[i + 1]);
            }
        }
    }
}
