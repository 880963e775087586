package org.osteon.chart;

import java.util.Map;
import java.util.Set;

/// What FHIR R4's definitions say of an element by its name alone, so that a resource can be read
/// in one pass without them: which elements are choices, which strings are dates, which numbers are
/// decimals.
final class ElementTypes {
    /// Base names of R4's choice elements; JSON writes them with the type behind (`valueQuantity`).
    private static final Set<String> CHOICES =
            Set.of(
                    "value",
                    "effective",
                    "onset",
                    "abatement",
                    "performed",
                    "medication",
                    "deceased",
                    "multipleBirth",
                    "occurrence",
                    "asNeeded",
                    "dose",
                    "rate",
                    "bounds",
                    "collected",
                    "reported",
                    "timing",
                    "allowed",
                    "product",
                    "serviced",
                    "location",
                    "identified",
                    "indicated",
                    "event",
                    "item",
                    "content",
                    "subject",
                    "topic",
                    "source",
                    "target",
                    "definition",
                    "fastingStatus",
                    "minimumVolume",
                    "time",
                    "module",
                    "scheduled",
                    "start",
                    "due",
                    "amount",
                    "detail",
                    "created",
                    "entity",
                    "author",
                    "used",
                    "additive",
                    "quantity",
                    "diagnosis",
                    "procedure",
                    "probability",
                    "age",
                    "born",
                    "answer",
                    "doseNumber",
                    "seriesDoses");

    /// Elements of their own whose names only look like a choice with its type.
    private static final Set<String> NOT_CHOICES =
            Set.of(
                    "locationReference",
                    "productCode",
                    "procedureReference",
                    "procedureCode",
                    "usedReference",
                    "usedCode");

    private static final Set<String> TYPES =
            Set.of(
                    "Quantity",
                    "CodeableConcept",
                    "String",
                    "Boolean",
                    "Integer",
                    "Range",
                    "Ratio",
                    "SampledData",
                    "Time",
                    "DateTime",
                    "Period",
                    "Date",
                    "Age",
                    "Instant",
                    "Timing",
                    "Reference",
                    "Decimal",
                    "Coding",
                    "Attachment",
                    "Identifier",
                    "Code",
                    "Uri",
                    "Url",
                    "Canonical",
                    "PositiveInt",
                    "UnsignedInt",
                    "Money",
                    "Duration",
                    "Address",
                    "HumanName",
                    "ContactPoint",
                    "Annotation",
                    "Signature",
                    "Expression",
                    "Markdown",
                    "Id",
                    "Oid",
                    "Uuid",
                    "Base64Binary",
                    "Count",
                    "Distance",
                    "Dosage",
                    "Meta");

    /// Elements that are a date, dateTime or instant under a name of their own.
    private static final Set<String> TIMES =
            Set.of(
                    "authoredOn",
                    "authored",
                    "birthDate",
                    "recordedDate",
                    "recorded",
                    "issued",
                    "start",
                    "end",
                    "date",
                    "dateTime",
                    "dateAsserted",
                    "assertedDate",
                    "started",
                    "lastOccurrence",
                    "expirationDate",
                    "manufactureDate",
                    "created",
                    "sent",
                    "received",
                    "approvalDate",
                    "lastReviewDate",
                    "startDate",
                    "statusDate",
                    "lastModified",
                    "whenPrepared",
                    "whenHandedOver",
                    "detected",
                    "receivedTime",
                    "lastUpdated",
                    "event",
                    "time",
                    "timestamp",
                    "expiry",
                    "lastUpdate",
                    "creation",
                    "availableTime",
                    "educationDate",
                    "presentationDate",
                    "publicationDate",
                    "validityPeriod",
                    "collectedDateTime");

    /// Those among them that are a date and never a dateTime.
    private static final Set<String> DATES =
            Set.of("birthDate", "statusDate", "approvalDate", "lastReviewDate");

    private static final Set<String> DECIMALS =
            Set.of(
                    "value",
                    "period",
                    "periodMax",
                    "duration",
                    "durationMax",
                    "factor",
                    "lowerLimit",
                    "upperLimit",
                    "longitude",
                    "latitude",
                    "altitude",
                    "relevance",
                    "score",
                    "dimensions",
                    "baseRate",
                    "unitPrice",
                    "relativeRisk",
                    "maxDose");

    private static final Map<String, String> PRIMITIVES =
            Map.ofEntries(
                    Map.entry("String", "string"),
                    Map.entry("Boolean", "boolean"),
                    Map.entry("Integer", "integer"),
                    Map.entry("Time", "time"),
                    Map.entry("DateTime", "dateTime"),
                    Map.entry("Date", "date"),
                    Map.entry("Instant", "instant"),
                    Map.entry("Decimal", "decimal"),
                    Map.entry("Code", "code"),
                    Map.entry("Uri", "uri"),
                    Map.entry("Url", "url"),
                    Map.entry("Canonical", "canonical"),
                    Map.entry("PositiveInt", "positiveInt"),
                    Map.entry("UnsignedInt", "unsignedInt"),
                    Map.entry("Markdown", "markdown"),
                    Map.entry("Id", "id"),
                    Map.entry("Oid", "oid"),
                    Map.entry("Uuid", "uuid"),
                    Map.entry("Base64Binary", "base64Binary"));

    private static final Set<String> TIME_TYPES = Set.of("dateTime", "date", "instant");

    private ElementTypes() {}

    /// An element's name in the JSON taken apart.
    ///
    /// @param name the name the element is found under
    /// @param type its FHIR type, empty where the name does not tell
    /// @param isTime whether its text is a date, dateTime or instant
    /// @param isDecimal whether its number is a decimal
    record Name(String name, String type, boolean isTime, boolean isDecimal) {

        static Name of(String written) {
            for (int i = 1; i < written.length(); i++) {
                if (Character.isUpperCase(written.charAt(i))) {
                    String suffix = written.substring(i);
                    if (TYPES.contains(suffix)
                            && CHOICES.contains(written.substring(0, i))
                            && !NOT_CHOICES.contains(written)) {
                        String type = PRIMITIVES.getOrDefault(suffix, suffix);
                        return new Name(
                                written.substring(0, i).intern(),
                                type,
                                TIME_TYPES.contains(type),
                                type.equals("decimal"));
                    }
                }
            }
            return new Name(
                    written.intern(),
                    DATES.contains(written) ? "date" : "",
                    TIMES.contains(written),
                    DECIMALS.contains(written));
        }
    }
}
