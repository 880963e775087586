package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.IncomingRequestAddressStrategy;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.SimpleBundleProvider;
import java.io.Serial;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.bulk.BulkExports;
import org.osteon.records.charts.Records;
import org.osteon.records.notices.Notices;
import org.osteon.records.people.SealedTexts;
import org.osteon.records.people.Sessions;
import org.osteon.workflow.DoseForm;
import org.osteon.workflow.forms.FormLibrary;

/// HAPI's server over the store: one provider per resource type, and what goes beyond one type.
final class FhirServlet extends RestfulServer {
    @Serial private static final long serialVersionUID = 1L;

    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 500;

    /// Those that only carry others are not kept, forms and codes are knowledge, what was done is
    /// nobody's to write, and subscriptions are kept beside the charts.
    private static final Set<String> NOT_OF_CHARTS =
            Set.of(
                    "Bundle",
                    "Parameters",
                    "OperationOutcome",
                    "Binary",
                    "Questionnaire",
                    "CodeSystem",
                    "ValueSet",
                    "Subscription",
                    "AuditEvent");

    private final transient Records records;
    private final transient KnowledgeBase knowledge;
    private final transient FormLibrary forms;
    private final transient Clock clock;
    private final transient BulkExports exports;
    private final transient Notices notices;
    private final transient Sessions sessions;
    private final transient SealedTexts sealed;

    FhirServlet(
            Records records,
            KnowledgeBase knowledge,
            FormLibrary forms,
            Clock clock,
            BulkExports exports,
            Notices notices,
            Sessions sessions,
            SealedTexts sealed) {
        this.records = records;
        this.knowledge = knowledge;
        this.forms = forms;
        this.clock = clock;
        this.exports = exports;
        this.notices = notices;
        this.sessions = sessions;
        this.sealed = sealed;
    }

    @Override
    protected void initialize() {
        NoFetching.forbid();
        FhirContext context = FhirDefinitions.context();
        setFhirContext(context);
        setServerName("Osteon");
        String version = FhirServlet.class.getPackage().getImplementationVersion();
        setServerVersion(version == null ? "unpacked" : version);
        setImplementationDescription("Osteon: charts and assessments");
        setDefaultResponseEncoding(EncodingEnum.JSON);
        setServerAddressStrategy(new IncomingRequestAddressStrategy());
        registerInterceptor(new FhirProblems());

        StoredResources resources = new StoredResources(context, records, clock);
        SearchTable table = new SearchTable(context);
        SearchReading reading = new SearchReading(context, resources, table);
        Set<String> ofCharts = new TreeSet<>(context.getResourceTypes());
        ofCharts.removeAll(NOT_OF_CHARTS);
        registerInterceptor(
                new HonestCapabilities(context, reading, ofCharts, !notices.isSilent()));
        registerInterceptor(new StrictParameters(this, reading));
        registerInterceptor(new DistinctEntries());
        FormIntake intake = new FormIntake(context, forms, records, knowledge, clock);
        ResourceWriting writing = new ResourceWriting(context, resources, records, clock, intake);
        ConditionalWriting conditional = new ConditionalWriting(writing, resources, reading);
        Patching patching = new Patching(context, writing, resources);
        ResourceValidation validation = new ResourceValidation(context);
        List<Object> providers = new ArrayList<>();
        for (String type : ofCharts) {
            providers.add(
                    new TypeProvider(
                            type,
                            context.getResourceDefinition(type).getImplementingClass(),
                            resources,
                            writing,
                            reading,
                            conditional,
                            patching,
                            validation));
        }
        var codeSystems = KnowledgeTerms.codeSystems(knowledge);
        var valueSets = KnowledgeTerms.valueSets(context, knowledge);
        providers.add(codeSystems);
        providers.add(valueSets);
        providers.add(
                new TransactionProvider(
                        resources,
                        writing,
                        conditional,
                        new BundleEntries(context, writing, conditional, patching),
                        new BundleSearch(resources, reading, ofCharts)));
        FormProvider questionnaires =
                new FormProvider(context, forms, DoseForm.of(knowledge), intake);
        providers.add(questionnaires);
        providers.add(intake);
        AuditEventProvider events = new AuditEventProvider(context, records, clock);
        providers.add(events);
        providers.add(new PatientOperations(resources, records, knowledge, clock));
        providers.add(new BulkProvider(exports, resources, sessions));
        SubscriptionProvider subscriptions = new SubscriptionProvider(context, notices);
        providers.add(subscriptions);
        registerProviders(providers);
        SealedPages paging =
                new SealedPages(
                        sealed,
                        cursor ->
                                switch (cursor) {
                                    case PageCursor.Search asked ->
                                            StoreSearch.of(resources, reading, asked);
                                    case PageCursor.Chart asked ->
                                            new ContentPages(resources, records, asked);
                                    case PageCursor.Trail asked -> events.found(asked);
                                    case PageCursor.Listed asked ->
                                            new SimpleBundleProvider(
                                                    switch (asked.type()) {
                                                        case "Questionnaire" ->
                                                                questionnaires.search(
                                                                        asked.token("_id"),
                                                                        asked.uri("url"),
                                                                        asked.token("version"));
                                                        case "CodeSystem" ->
                                                                codeSystems.search(
                                                                        asked.token("_id"),
                                                                        asked.uri("url"));
                                                        case "ValueSet" ->
                                                                valueSets.search(
                                                                        asked.token("_id"),
                                                                        asked.uri("url"));
                                                        default -> subscriptions.search();
                                                    });
                                });
        paging.setDefaultPageSize(PAGE);
        paging.setMaximumPageSize(LARGEST_PAGE);
        setPagingProvider(paging);
    }
}
