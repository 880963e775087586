package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.osteon.chart.Coding;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;

/// Whether a form can be used: what it names exists, and what it says can be understood.
final class FormCheck {
    /// Twenty characters of the response and what stands around leave this of FHIR's 64.
    private static final int LONGEST_LINK_ID = 38;

    private static final String FHIR_SYSTEMS = "http://terminology.hl7.org/";

    private static final String UNITS = "http://unitsofmeasure.org";

    private static final Pattern LINK_ID = Pattern.compile("[a-z0-9][a-z0-9-]*");

    private final Form form;
    private final KnowledgeBase knowledge;
    private final List<FormProblem> problems = new ArrayList<>();

    private FormCheck(Form form, KnowledgeBase knowledge) {
        this.form = form;
        this.knowledge = knowledge;
    }

    static List<FormProblem> problems(Form form, KnowledgeBase knowledge) {
        FormCheck check = new FormCheck(form, knowledge);
        check.run();
        return check.problems;
    }

    private void run() {
        if (form.version().isEmpty()) {
            problem("", "it has no version.");
        }
        if (form.title().isEmpty()) {
            problem("", "it has no title.");
        }
        if (form.item(Form.WHEN).filter(one -> one.type() == FormItem.Type.DATE_TIME).isEmpty()) {
            problem(
                    "",
                    "it does not ask “"
                            + Form.WHEN
                            + "” (a dateTime): when were the answers true?");
        }
        for (String pathway : form.pathways()) {
            if (knowledge.pathway(pathway).isEmpty()) {
                problem("", "there is no pathway " + pathway + ".");
            }
        }
        form.signers().forEach(this::check);
        if (form.signers().size() > 2) {
            problem("", "more than two signers are not understood here.");
        }
        Set<String> seen = new HashSet<>();
        form.allItems()
                .forEach(item -> {
                    if (!seen.add(item.linkId())) {
                        problem(item.linkId(), "another item has the same linkId.");
                    }
                    check(item);
                });
        form.constraints().forEach(one -> check("", one));
        check("", form.extract());
        form.expressions().forEach(this::checkExpression);
        form.templates().forEach(this::checkTemplate);
    }

    private void check(Signer signer) {
        if (signer.roles().isEmpty() && form.needsTwo()) {
            problem("", "a signer has no role: who may sign?");
        }
        if (!signer.item().isEmpty()
                && form.item(signer.item())
                        .filter(item -> item.type() == FormItem.Type.STRING)
                        .filter(item -> item.readOnly() && item.hidden() && !item.required())
                        .isEmpty()) {
            problem(
                    signer.item(),
                    "the name of who signs is a string that nobody types: hidden, readOnly, not"
                            + " required.");
        }
    }

    private void check(FormItem item) {
        String id = item.linkId();
        if (!LINK_ID.matcher(id.toLowerCase(java.util.Locale.ROOT)).matches()
                || id.length() > LONGEST_LINK_ID) {
            problem(id, "a linkId has small letters, digits and hyphens, at most 38.");
        }
        if (item.text().isEmpty() && !item.hidden()) {
            problem(id, "it has no text: what is asked?");
        }
        if ((item.type() == FormItem.Type.CHOICE || item.type() == FormItem.Type.OPEN_CHOICE)
                && item.options().isEmpty()
                && item.choices().isEmpty()) {
            problem(id, "it offers nothing to choose from.");
        }
        if (item.type() == FormItem.Type.QUANTITY && item.units().isEmpty()) {
            problem(id, "a quantity needs its unit, or the units to choose from.");
        }
        if (item.calculated().isPresent() && !item.readOnly()) {
            problem(id, "what is calculated is read-only.");
        }
        if (item.stays() && (item.calculated().isEmpty() || item.type() != FormItem.Type.STRING)) {
            problem(id, "only words that are calculated can stay as they were when it was signed.");
        }
        if (item.extract().observation() && item.extract().code().isEmpty()) {
            problem(id, "it becomes an Observation and has no code.");
        }
        if (item.isRepeatingGroup() && item.items().stream().anyMatch(FormItem::isRepeatingGroup)) {
            problem(id, "a group that repeats within one that repeats is not understood here.");
        }
        item.enabling()
                .conditions()
                .forEach(when -> {
                    if (form.item(when.question()).isEmpty()) {
                        problem(id, "it depends on “" + when.question() + "”, which is not asked.");
                    }
                });
        item.bounds()
                .regex()
                .ifPresent(regex -> {
                    try {
                        Pattern _ = Pattern.compile(regex);
                    } catch (PatternSyntaxException e) {
                        problem(id, "its regex cannot be read: " + e.getDescription() + ".");
                    }
                });
        item.constraints().forEach(one -> check(id, one));
        check(id, item.extract());
    }

    private void check(String item, FormItem.Constraint constraint) {
        if (constraint.key().isEmpty() || constraint.human().isEmpty()) {
            problem(item, "a constraint needs a key, and words for people (human).");
        }
        if (constraint.source().isEmpty()) {
            problem(
                    item,
                    "the constraint "
                            + constraint.key()
                            + " cites no source: say where the rule stands under requirements.");
        }
    }

    private void check(String item, FormItem.Extract extract) {
        extract.code().forEach(coding -> checkCode(item, coding));
        for (FormItem.Template template : extract.templates()) {
            if (!form.templates().containsKey(template.id())) {
                problem(item, "there is no contained template #" + template.id() + ".");
            }
            Stream.of(template.fullUrl(), template.resourceId())
                    .filter(text -> !text.isEmpty())
                    .forEach(text -> checkPath(item, text));
        }
    }

    private void checkExpression(String expression) {
        boolean known =
                knowledge.pathways().stream()
                        .filter(pathway -> form.isOf(pathway.id()))
                        .allMatch((Pathway pathway) -> pathway.defines(expression));
        if (!known) {
            problem("", "nothing defines the CQL expression " + expression + ".");
        }
    }

    private void checkTemplate(String id, JsonNode template) {
        if (template.path("resourceType").asText("").isEmpty()) {
            problem("", "the template #" + id + " says no resourceType.");
        }
        checkHoles(id, template);
    }

    private void checkHoles(String id, JsonNode node) {
        Stream.of(Extensions.TEMPLATE_VALUE, Extensions.TEMPLATE_CONTEXT)
                .flatMap(url -> Extensions.texts(node, url).stream())
                .forEach(text -> checkPath("#" + id, text));
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            checkHoles(id, field.getValue());
        }
        if (node.isArray()) {
            node.forEach(one -> checkHoles(id, one));
        }
        if (node.has("system") && node.has("code")) {
            checkCode(id, node);
        }
    }

    private void checkCode(String id, JsonNode coding) {
        if (coding.path("system").asText("").isEmpty()
                || coding.path("code").asText("").isEmpty()) {
            problem("#" + id, "a coding has no system or no code.");
        } else {
            checkCode("#" + id, FormReader.coding(coding));
        }
    }

    /// A code that stands in no value set is a slip of the pen: no rule could ever read it. Those
    /// of FHIR's own systems say how a resource is meant, a unit stands beside its number.
    private void checkCode(String item, Coding coding) {
        if (!coding.system().startsWith(FHIR_SYSTEMS)
                && !coding.system().equals(UNITS)
                && !knowledge.reads(coding)) {
            problem(
                    item,
                    "the code "
                            + coding.code()
                            + " of "
                            + coding.system()
                            + " is in no value set: is it the right one?");
        }
    }

    private void checkPath(String item, String path) {
        try {
            FhirPath _ = FhirPath.parse(path);
        } catch (IllegalArgumentException e) {
            problem(item, e.getMessage() + ".");
        }
    }

    private void problem(String item, String text) {
        problems.add(new FormProblem(form.file(), item, text));
    }
}
