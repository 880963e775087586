package org.osteon.app.http.hooks;

import java.util.List;
import java.util.stream.Stream;
import org.osteon.app.http.Door;
import org.osteon.records.cards.Hook;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// The services of CDS Hooks, as the discovery tells them.
@Component
@Order(2)
final class HooksDoor implements Door {
    private static final String DISCOVERY = "/cds-services";

    @Override
    public String title() {
        return "CDS Hooks 2.0";
    }

    @Override
    public String path() {
        return DISCOVERY;
    }

    @Override
    public List<Offer> offers() {
        return Stream.of(Hook.values())
                .map(hook ->
                        new Offer(hook.serviceId(), hook.hookName() + ": " + hook.description()))
                .toList();
    }

    @Override
    public List<Try> tries(String patient) {
        return List.of(
                new Try("Which services there are", "GET", DISCOVERY, ""),
                new Try(
                        "The cards for a patient of this store",
                        "POST",
                        DISCOVERY + "/" + Hook.PATIENT_VIEW.serviceId(),
                        "{\"hook\":\""
                                + Hook.PATIENT_VIEW.hookName()
                                + "\",\"hookInstance\":\"3f1c1e0a-7c8e-4d43-9c55-6f0a1d2b9e11\","
                                + "\"context\":{\"userId\":\"Practitioner/example\",\"patientId\":\""
                                + patient
                                + "\"}}"));
    }
}
