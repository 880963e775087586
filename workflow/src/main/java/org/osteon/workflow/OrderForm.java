package org.osteon.workflow;

import java.util.List;
import java.util.Optional;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;
import org.osteon.pathway.Pathway;

/// What is asked when something is ordered, as the pathway's Questionnaire says: each field knows
/// the element of the order that its answer goes to.
///
/// @param fields those that people fill in
/// @param constants those that are hidden: written with a fixed value when the field they depend on
///   is filled in
public record OrderForm(List<Field> fields, List<Constant> constants) {

    private static final String EXTENSION = "http://hl7.org/fhir/StructureDefinition/";
    private static final String UNIT = EXTENSION + "questionnaire-unit";
    private static final String HIDDEN = EXTENSION + "questionnaire-hidden";
    private static final String NEXT = "urn:osteon:next";

    /// The code of the answer that something is so.
    static final String YES = "yes";

    private static final String INITIAL_EXPRESSION =
            "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-initialExpression";

    /// What kind of answer a field takes.
    public enum Kind {
        DATE("date"),
        NUMBER("number"),
        TEXT("text"),
        CHOICE("choice");

        private final String input;

        Kind(String input) {
            this.input = input;
        }

        /// The type of HTML input.
        public String input() {
            return input;
        }
    }

    /// A field to fill in.
    ///
    /// @param name its name in the form
    /// @param path elements from the order down, for example `dosageInstruction.timing.event`;
    ///   empty where it has none of its own
    /// @param unit UCUM unit of a number, empty where it has none
    /// @param quantity whether the number is written with its unit as a Quantity
    /// @param suggestion the result of the assessment that is suggested as the answer, where one is
    /// @param next the form that comes next where the answer is yes; empty: none
    public record Field(
            String name,
            String label,
            String help,
            Kind kind,
            String path,
            String unit,
            boolean quantity,
            boolean required,
            List<Coding> choices,
            Optional<String> suggestion,
            String next) {
        /// The same, which must be filled in.
        public Field needed() {
            return new Field(
                    name, label, help, kind, path, unit, quantity, true, choices, suggestion, next);
        }
    }

    /// A fixed value.
    ///
    /// @param dependsOn the field without which it is not written
    public record Constant(String path, String value, boolean number, String dependsOn) {}

    /// The form of something that can be ordered. Without a Questionnaire only the day is asked.
    public static OrderForm of(Pathway.Orderable option) {
        return option.form()
                .map(OrderForm::asked)
                .orElseGet(() ->
                        new OrderForm(
                                List.of(
                                        new Field(
                                                "date",
                                                "Day",
                                                "",
                                                Kind.DATE,
                                                option.order().type().equals("MedicationRequest")
                                                        ? "dosageInstruction.timing.event"
                                                        : "occurrenceDateTime",
                                                "",
                                                false,
                                                true,
                                                List.of(),
                                                Optional.empty(),
                                                "")),
                                List.of()));
    }

    /// What a Questionnaire asks.
    static OrderForm asked(FhirObject questionnaire) {
        List<FhirObject> items = questionnaire.objects("item");
        return new OrderForm(
                items.stream().filter(item -> !hidden(item)).map(OrderForm::field).toList(),
                items.stream().filter(OrderForm::hidden).map(OrderForm::constant).toList());
    }

    private static Field field(FhirObject item) {
        String type = item.text("type").orElse("string");
        return new Field(
                item.text("linkId").orElse(""),
                item.text("text").orElse(""),
                item.text("prefix").orElse(""),
                switch (type) {
                    case "date", "dateTime" -> Kind.DATE;
                    case "decimal", "integer", "quantity" -> Kind.NUMBER;
                    case "choice", "open-choice" -> Kind.CHOICE;
                    default -> Kind.TEXT;
                },
                path(item),
                extension(item, UNIT)
                        .flatMap(extension -> extension.object("value"))
                        .flatMap(coding -> coding.text("code"))
                        .orElse(""),
                type.equals("quantity"),
                item.text("required").filter("true"::equals).isPresent(),
                item.objects("answerOption").stream()
                        .flatMap(option -> option.codings("value").stream())
                        .toList(),
                extension(item, INITIAL_EXPRESSION)
                        .flatMap(extension -> extension.object("value"))
                        .flatMap(expression -> expression.text("expression")),
                extension(item, NEXT).flatMap(extension -> extension.text("value")).orElse(""));
    }

    private static Constant constant(FhirObject item) {
        String value = item.object("initial").flatMap(initial -> initial.text("value")).orElse("");
        String type = item.text("type").orElse("string");
        return new Constant(
                path(item),
                value,
                type.equals("integer") || type.equals("decimal"),
                item.object("enableWhen").flatMap(when -> when.text("question")).orElse(""));
    }

    /// `…/MedicationRequest#MedicationRequest.dosageInstruction.timing.event` without its resource.
    private static String path(FhirObject item) {
        String definition = item.text("definition").orElse("");
        String element = definition.substring(definition.indexOf('#') + 1);
        return element.substring(element.indexOf('.') + 1);
    }

    private static boolean hidden(FhirObject item) {
        return extension(item, HIDDEN)
                .flatMap(extension -> extension.text("value"))
                .filter("true"::equals)
                .isPresent();
    }

    private static Optional<FhirObject> extension(FhirObject item, String url) {
        return item.objects("extension").stream()
                .filter(extension -> extension.text("url").filter(url::equals).isPresent())
                .findFirst();
    }

    /// The field of that name.
    public Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /// What is wrong with the answers; empty where nothing is.
    public List<FieldProblem> problems(Answers answers) {
        return AnswerCheck.problems(fields, answers);
    }
}
