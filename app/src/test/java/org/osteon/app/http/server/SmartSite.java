package org.osteon.app.http.server;

import java.nio.file.Path;
import java.util.List;
import org.osteon.records.apps.App;
import org.osteon.store.Attribution;
import org.osteon.store.Change;

/// A server with three small charts, a physician who is signed in, and a program that is
/// registered.
///
/// @param cookie of the physician
record SmartSite(TestServer server, ProgramUnderTest app, String cookie) {

    static SmartSite open(Path folder) {
        TestServer server = new TestServer(folder, TestServer.KNOWLEDGE);
        for (String id : List.of("p1", "p2", "p3")) {
            server.store()
                    .append(
                            id,
                            new Attribution("test", TestServer.NOW, "import"),
                            List.of(
                                    Change.put(
                                            "Patient",
                                            id,
                                            "{\"resourceType\":\"Patient\",\"id\":\"%s\",\"birthDate\":\"1970-01-01\"}"
                                                    .formatted(id)),
                                    observation(id, id + "-lab", "laboratory"),
                                    observation(id, id + "-vital", "vital-signs")));
        }
        ProgramUnderTest.register(
                server,
                "growth",
                App.Kind.PUBLIC,
                "launch launch/patient offline_access online_access patient/*.cruds user/*.rs",
                "",
                "");
        return new SmartSite(
                server,
                new ProgramUnderTest(server, "growth"),
                server.people().cookie("P. Doctor", "physician"));
    }

    static Change.Put observation(String patient, String id, String category) {
        return Change.put(
                "Observation",
                id,
                """
                {"resourceType":"Observation","id":"%s","status":"final",\
                "category":[{"coding":[{"code":"%s"}]}],\
                "code":{"coding":[{"system":"http://loinc.org","code":"718-7"}]},\
                "subject":{"reference":"Patient/%s"}}\
                """
                        .formatted(id, category, patient));
    }
}
