package org.osteon.app.http.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormItem;
import org.osteon.workflow.forms.FormLife;

/// Somebody fills in a form on the pages without JavaScript: types what can be typed, presses
/// *Check* where more is asked then, adds rows, signs, and says why, or who else saw it, where the
/// page asks.
final class FormPlay {
    private final Browsing person;
    private final Form form;
    private final String path;
    private final List<String> impossible = new ArrayList<>();
    private Browsing.Seen page;
    private ServedForm served;

    FormPlay(Browsing person, Form form, String path, String pathway) {
        this.person = person;
        this.form = form;
        this.path = path;
        this.page = person.open(path + "?pathway=" + pathway);
        if (page.status() != 200) {
            throw new AssertionError(path + " answers " + page.status() + ": " + page.text());
        }
        this.served = new ServedForm(page, path);
    }

    Browsing.Seen page() {
        return page;
    }

    /// Answers that the page has no place for.
    List<String> impossible() {
        return impossible;
    }

    /// Types all that is to be typed.
    FormPlay filled(Map<String, List<String>> answers) {
        Map<String, List<String>> open = new LinkedHashMap<>(answers);
        open.keySet().removeIf(this::isUnderstood);
        type(open);
        while (!open.isEmpty()) {
            page = person.post(path, served.pressed(button(open.keySet().iterator().next())));
            served = new ServedForm(page, path);
            int before = open.size();
            type(open);
            if (open.size() == before) {
                impossible.addAll(open.keySet());
                return this;
            }
        }
        return this;
    }

    private void type(Map<String, List<String>> open) {
        open.entrySet()
                .removeIf(one -> {
                    boolean taken = served.takes(one.getKey(), one.getValue());
                    if (taken) {
                        served.answer(one.getKey(), one.getValue());
                    }
                    return taken;
                });
    }

    /// A unit that is the only one is not asked for.
    private boolean isUnderstood(String field) {
        return field.endsWith(".unit")
                && form.item(linkId(field)).filter(item -> item.units().size() == 1).isPresent();
    }

    private static String linkId(String field) {
        return field.replaceAll("\\.(unit|absent)$", "").replaceAll("~\\d+$", "");
    }

    /// What somebody presses who does not find a field: another row, or *Check*.
    private String button(String field) {
        Optional<FormItem> group =
                field.contains("~")
                        ? form.items().stream()
                                .filter(FormItem::isRepeatingGroup)
                                .filter(one ->
                                        one.withDescendants()
                                                .anyMatch(item ->
                                                        item.linkId().equals(linkId(field))))
                                .findFirst()
                        : Optional.empty();
        boolean another = !field.replaceAll("\\.(unit|absent)$", "").endsWith("~0");
        return group.filter(_ -> another)
                .map(one -> "add:" + one.linkId())
                .filter(served::hasButton)
                .orElse("check");
    }

    /// Presses a button; where the page then asks why, or for a second person, says so and presses
    /// it again.
    Browsing.Seen pressed(String button, String why, String second) {
        send(button);
        if (page.status() == 422) {
            served = new ServedForm(page, path);
            boolean reason = !why.isEmpty() && served.asks(FormLife.REASON);
            boolean witness = !second.isEmpty() && served.asks(FormLife.SECOND);
            if (reason) {
                served.answer(FormLife.REASON, List.of(why));
            }
            if (witness) {
                served.answer(FormLife.SECOND, List.of(second));
                served.answer(FormLife.HAPPENED, List.of("yes"));
            }
            if (reason || witness) {
                send(button);
            }
        }
        return page;
    }

    private void send(String button) {
        if (served.asks("person")) {
            served.answer("person", List.of("N. Example"));
        }
        page = person.post(path, served.pressed(button));
    }
}
