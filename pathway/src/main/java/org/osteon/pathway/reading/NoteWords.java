package org.osteon.pathway.reading;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirPrimitive;
import org.osteon.chart.Resource;

/// Looks for what the words of notes and reports suggest. They decide nothing.
final class NoteWords {
    /// A page of text in base 64 is some thousand characters; a scanned document is no text.
    private static final int LONGEST_TEXT = 400_000;

    private static final int NEGATION_BEFORE = 3;
    private static final int LONGEST_REMEMBERED = 500;
    private static final int REMEMBERED = 5_000;

    private final Names<String> facts = new Names<>();
    private final Set<String> negations = new HashSet<>();
    private final Map<String, List<String>> remembered = new ConcurrentHashMap<>();

    void add(FhirObject data) {
        negations.addAll(Concepts.texts(data, "negation"));
        for (FhirObject one : data.objects("found")) {
            String fact = one.text("fact").orElseThrow();
            Concepts.texts(one, "names").forEach(name -> facts.add(name, fact));
        }
    }

    void read(Resource resource, ReadingNotes notes) {
        List<String> texts = new ArrayList<>();
        FhirObject content = resource.content();
        for (FhirObject note : content.objects("note")) {
            note.text("text").ifPresent(texts::add);
        }
        switch (resource.type()) {
            case "DiagnosticReport" -> {
                content.text("conclusion").ifPresent(texts::add);
                attachments(content, "presentedForm", texts);
            }
            case "DocumentReference" -> {
                content.text("description").ifPresent(texts::add);
                content.objects("content").forEach(one -> attachments(one, "attachment", texts));
            }
            case "QuestionnaireResponse" -> answers(content, texts);
            case "Observation" -> {
                if (content.get("value") instanceof FhirPrimitive text
                        && text.value() instanceof String words) {
                    texts.add(words);
                }
            }
            case "ClinicalImpression" -> content.text("summary").ifPresent(texts::add);
            default -> {}
        }
        if (!texts.isEmpty()) {
            Set<String> found = new LinkedHashSet<>();
            texts.forEach(text -> find(text, found));
            found.forEach(fact -> notes.foundInWords(resource, fact));
        }
    }

    private void find(String text, Set<String> found) {
        List<String> known = remembered.get(text);
        if (known == null) {
            known = List.copyOf(facts(text));
            if (text.length() <= LONGEST_REMEMBERED && remembered.size() < REMEMBERED) {
                remembered.put(text, known);
            }
        }
        found.addAll(known);
    }

    private Set<String> facts(String text) {
        Set<String> found = new LinkedHashSet<>();
        Words words = Words.of(text);
        for (Names.Found<String> one : facts.found(words)) {
            if (!isNegated(words, one.at())) {
                found.add(one.thing());
            }
        }
        return found;
    }

    private boolean isNegated(Words words, int at) {
        return words.list().subList(Math.max(0, at - NEGATION_BEFORE), at).stream()
                .anyMatch(negations::contains);
    }

    private static void answers(FhirObject content, List<String> texts) {
        for (FhirObject item : content.objects("item")) {
            for (FhirObject answer : item.objects("answer")) {
                if (answer.get("value") instanceof FhirPrimitive text
                        && text.value() instanceof String words) {
                    texts.add(words);
                }
                answers(answer, texts);
            }
            answers(item, texts);
        }
    }

    private static void attachments(FhirObject content, String name, List<String> texts) {
        for (FhirObject attachment : content.objects(name)) {
            String data = attachment.text("data").orElse("");
            boolean isText =
                    attachment
                            .text("contentType")
                            .orElse("")
                            .toLowerCase(Locale.ROOT)
                            .startsWith("text/");
            if (isText && !data.isEmpty() && data.length() <= LONGEST_TEXT) {
                decoded(data, texts);
            }
        }
    }

    private static void decoded(String data, List<String> texts) {
        try {
            texts.add(new String(Base64.getMimeDecoder().decode(data), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException unused) {
            // Not base 64: nothing that can be read.
        }
    }
}
