package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A store of its own for each test, on each database.
@ParameterizedClass
@EnumSource(TestDatabase.class)
abstract class StoreTest {
    static final Instant MONDAY = Instant.parse("2025-06-02T08:00:00Z");
    static final Instant TUESDAY = Instant.parse("2025-06-03T08:00:00Z");
    static final Instant WEDNESDAY = Instant.parse("2025-06-04T08:00:00Z");

    @Parameter TestDatabase database;
    @TempDir Path folder;

    String location;
    ChartStore store;

    @BeforeEach
    void open_a_new_store() {
        location = database.newLocation(folder);
        store = ChartStore.open(location, key());
    }

    /// The file of the key that seals the store.
    Path key() {
        return database == TestDatabase.SQLITE
                ? Path.of(location + ".key")
                : folder.resolve("server.key");
    }

    @AfterEach
    void close_it() {
        store.close();
    }

    static Attribution at(Instant when) {
        return new Attribution("Ward 3", when, "import", "");
    }

    static ResourceId creatinine() {
        return new ResourceId("Observation", "creatinine");
    }

    /// An Observation of creatinine in mg/dL.
    static Change.Put creatinine(String value) {
        return Change.put(
                "Observation",
                "creatinine",
                """
                {"resourceType":"Observation","id":"creatinine","status":"final",\
                "code":{"coding":[{"system":"http://loinc.org","code":"2160-0"}]},\
                "effectiveDateTime":"2025-06-02",\
                "valueQuantity":{"value":%s,"code":"mg/dL"}}\
                """
                        .formatted(value));
    }

    static Change.Put resource(String type, String id, String members) {
        return Change.put(
                type,
                id,
                "{\"resourceType\":\"%s\",\"id\":\"%s\"%s}"
                        .formatted(type, id, members.isEmpty() ? "" : "," + members));
    }

    ImportReceipt append(String chart, Instant when, Change... changes) {
        Appended appended = store.append(chart, at(when), List.of(changes));
        assertThat(appended).isInstanceOf(Appended.Recorded.class);
        return ((Appended.Recorded) appended).receipt();
    }

    static List<String> names(Iterable<StoredResource> resources) {
        var names = new java.util.ArrayList<String>();
        resources.forEach(resource -> names.add(resource.resource().toString()));
        return names;
    }
}
