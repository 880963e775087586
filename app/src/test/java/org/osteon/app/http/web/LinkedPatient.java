package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A patient of a worked case with a link in hand, on a real server; and the staff that gave it.
final class LinkedPatient implements AutoCloseable {
    static final Map<String, String> WORDS =
            Map.of(
                    "EMERGENCY", "Ring 112 this minute.",
                    "SPEAK_TODAY", "Thank you for telling us. Ring us today.",
                    "URGENT_SAME_DAY", "Our clinic wants to see you today.",
                    "CONTACT_24H", "We ring you by tomorrow.",
                    "SELF_CARE", "Go on as your sheet says.");

    private static final Pattern ADDRESS = Pattern.compile("/p/([A-Za-z0-9_-]{43})");

    private final PlayedCase played;

    private LinkedPatient(PlayedCase played) {
        this.played = played;
    }

    /// Links are switched on here.
    static LinkedPatient of(String pathway, String id) throws IOException {
        LinkedPatient one = new LinkedPatient(PlayedCase.of(pathway, id));
        one.approve();
        return one;
    }

    private void approve() {
        Browsing physician = played.as("P. Example", "physician");
        Map<String, String> said =
                new HashMap<>(
                        Map.of(
                                "site", "Knee Clinic North",
                                "emergency", "112",
                                "clinic", "020 7000 100",
                                "second", "020 7000 200",
                                "tell", "duty@example.org"));
        WORDS.forEach((level, words) -> said.put("level." + level, words));
        physician.send(physician.open("/links/texts"), "/links/texts", said);
        assertThat(physician.open("/links").text()).contains("Approved by P. Example");
    }

    PlayedCase played() {
        return played;
    }

    Browsing staff() {
        return played.as("C. Example", "coordinator");
    }

    String links() {
        return "/patients/" + played.patient() + "/links";
    }

    /// What the page says that shows a link once.
    Browsing.Seen given(String what) {
        Browsing staff = staff();
        return staff.send(staff.open(links()), links(), Map.of("what", what));
    }

    /// The token of a link for a form.
    String token(String what) {
        Browsing.Seen page = given(what);
        Matcher token = ADDRESS.matcher(page.html());
        assertThat(token.find()).as(page.text()).isTrue();
        return token.group(1);
    }

    /// A phone on which nobody is signed in.
    Phone phone(String token) {
        Browsing nobody = new Browsing(played.pages());
        nobody.forget();
        return new Phone(nobody, token);
    }

    /// The patient's birth date, as people say it.
    String born() {
        Matcher date =
                Pattern.compile("\"birthDate\"\\s*:\\s*\"(\\d{4})-(\\d\\d)-(\\d\\d)\"")
                        .matcher(
                                new String(
                                        played.pages()
                                                .store()
                                                .chart(played.patient())
                                                .orElseThrow()
                                                .utf8(),
                                        StandardCharsets.UTF_8));
        assertThat(date.find()).isTrue();
        return Integer.parseInt(date.group(3)) + "." + date.group(2) + "." + date.group(1);
    }

    @Override
    public void close() {
        played.close();
    }

    /// What somebody does with a link, without JavaScript.
    record Phone(Browsing browsing, String token) {
        String path() {
            return "/p/" + token;
        }

        Browsing.Seen open() {
            return browsing.open(path());
        }

        Browsing.Seen enter(String born) {
            return enter(born, "");
        }

        Browsing.Seen enter(String born, String code) {
            return browsing.post(path(), Map.of("born", born, "code", code));
        }

        /// Begins a form: its first question.
        Browsing.Seen begin(String form) {
            return browsing.send(open(), path() + "/begin", Map.of("form", form, "who", "self"));
        }

        /// Answers the question of a page.
        Browsing.Seen answer(Browsing.Seen question, String form, Map<String, String> answers) {
            Map<String, String> sent = new HashMap<>(answers);
            Matcher at = Pattern.compile("name=\"at\" value=\"([^\"]+)\"").matcher(question.html());
            if (at.find()) {
                sent.putIfAbsent("at", at.group(1));
            }
            return browsing.send(question, path() + "/f/" + form, sent);
        }

        /// Goes through a form and answers what it is asked: by field, else “I do not know”, else
        /// nothing.
        Browsing.Seen through(String form, Map<String, String> answers) {
            Browsing.Seen page = begin(form);
            for (int i = 0; i < 80 && page.html().contains("name=\"at\""); i++) {
                Map<String, String> sent = new HashMap<>();
                for (Map.Entry<String, String> one : answers.entrySet()) {
                    if (page.html().contains("name=\"" + one.getKey() + "\"")) {
                        sent.put(one.getKey(), one.getValue());
                    }
                }
                if (sent.isEmpty() && page.html().contains("value=\"unknown\"")) {
                    sent.put("do", "unknown");
                }
                page = answer(page, form, sent);
            }
            return page;
        }

        Browsing.Seen send(Browsing.Seen review, String form) {
            return browsing.send(review, path() + "/f/" + form, Map.of("do", "send"));
        }
    }

    /// The rules that the chart raises now.
    List<String> alerts() {
        return played.alerts();
    }
}
