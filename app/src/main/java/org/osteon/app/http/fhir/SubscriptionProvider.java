package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.model.api.annotation.Description;
import ca.uhn.fhir.rest.annotation.Create;
import ca.uhn.fhir.rest.annotation.Delete;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Update;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.server.IResourceProvider;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Subscription;
import org.jspecify.annotations.Nullable;
import org.osteon.access.Interaction;
import org.osteon.app.http.ServerAddress;
import org.osteon.records.charts.Visits;
import org.osteon.records.notices.Notices;
import org.osteon.records.notices.Subscriber;
import org.osteon.records.words.Problem;

/// Subscriptions of programs, as the R5 backport for R4 has them. Each sees its own.
public final class SubscriptionProvider implements IResourceProvider {
    private static final String TYPE = "Subscription";

    private final FhirContext context;
    private final Notices notices;

    SubscriptionProvider(FhirContext context, Notices notices) {
        this.context = context;
        this.notices = notices;
    }

    @Override
    public Class<Subscription> getResourceType() {
        return Subscription.class;
    }

    /// Create: what is told begins after the handshake.
    @Create
    public MethodOutcome create(@ResourceParam Subscription wanted, HttpServletRequest request) {
        Visits.requireScope(Interaction.CREATE, TYPE);
        Subscriber made = notices.add(SubscriptionForm.wanted(wanted, base(request)));
        return new MethodOutcome(id(made), true).setResource(SubscriptionForm.resource(made));
    }

    /// Update: `off` ends it, `requested` begins again.
    @Update
    public MethodOutcome update(
            @IdParam IdType id, @ResourceParam Subscription wanted, HttpServletRequest request) {
        Visits.requireScope(Interaction.UPDATE, TYPE);
        boolean off = wanted.getStatus() == Subscription.SubscriptionStatus.OFF;
        Subscriber made =
                notices.change(id.getIdPart(), SubscriptionForm.wanted(wanted, base(request)), off)
                        .orElseThrow(() -> FhirProblems.missing(id));
        return new MethodOutcome(id(made), false).setResource(SubscriptionForm.resource(made));
    }

    /// Read.
    @Read
    public Subscription read(@IdParam IdType id) {
        Visits.requireScope(Interaction.READ, TYPE);
        return SubscriptionForm.resource(one(id));
    }

    /// All of their own.
    @Search
    public List<Subscription> search() {
        Visits.requireScope(Interaction.SEARCH, TYPE);
        return notices.all().stream().map(SubscriptionForm::resource).toList();
    }

    /// Delete.
    @Delete
    public MethodOutcome delete(@IdParam @Nullable IdType asked) {
        Visits.requireScope(Interaction.DELETE, TYPE);
        IdType id = FhirProblems.named(asked, TYPE);
        if (!notices.remove(id.getIdPart())) {
            throw FhirProblems.missing(id);
        }
        return new MethodOutcome(id.toUnqualifiedVersionless());
    }

    /// How it stands.
    @Operation(name = "$status", type = Subscription.class, idempotent = true)
    @Description("How a subscription stands")
    public Bundle status(@IdParam IdType id) {
        Visits.requireScope(Interaction.READ, TYPE);
        return bundle(notices.status(id.getIdPart()).orElseThrow(() -> FhirProblems.missing(id)));
    }

    /// What it was told, again.
    @Operation(name = "$events", type = Subscription.class, idempotent = true)
    @Description("What a subscription was told, again")
    public Bundle events(
            @IdParam IdType id,
            @OperationParam(name = "eventsSinceNumber", max = 1) @Nullable StringType from,
            @OperationParam(name = "eventsUntilNumber", max = 1) @Nullable StringType to) {
        Visits.requireScope(Interaction.READ, TYPE);
        return bundle(
                notices.events(
                                id.getIdPart(),
                                number("eventsSinceNumber", from, 0),
                                number("eventsUntilNumber", to, Long.MAX_VALUE))
                        .orElseThrow(() -> FhirProblems.missing(id)));
    }

    private static long number(String name, @Nullable StringType given, long otherwise) {
        if (given == null || given.getValue() == null) {
            return otherwise;
        }
        if (!given.getValue().matches("\\d{1,18}")) {
            throw Problem.unusable(name + " is a number, not " + given.getValue());
        }
        return Long.parseLong(given.getValue());
    }

    private Subscriber one(IdType id) {
        return notices.one(id.getIdPart()).orElseThrow(() -> FhirProblems.missing(id));
    }

    private Bundle bundle(String json) {
        return context.newJsonParser().parseResource(Bundle.class, json);
    }

    private static IdType id(Subscriber made) {
        return new IdType(TYPE, made.id());
    }

    private static String base(HttpServletRequest request) {
        return ServerAddress.of(request) + FhirConfiguration.PATH;
    }
}
