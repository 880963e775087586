import java.time.Instant;
import java.util.List;
import org.osteon.store.*;

/// Fills a store as an earlier Osteon made it: two charts, one of them changed and with something deleted.
public class OlderStore {
    static Attribution at(String instant) {
        return new Attribution("N. Example", Instant.parse(instant), "import");
    }

    static Change put(String type, String id, String more) {
        return Change.put(type, id, "{\"resourceType\":\"" + type + "\",\"id\":\"" + id + "\"" + more + "}");
    }

    public static void main(String[] file) {
        try (ChartStore store = ChartStore.open(file[0])) {
            store.append("p1", at("2025-03-03T10:00:00Z"), List.of(
                    put("Patient", "p1", ",\"gender\":\"female\""),
                    put("Observation", "o1", ",\"status\":\"preliminary\",\"subject\":{\"reference\":\"Patient/p1\"}"),
                    put("Condition", "c1", ",\"subject\":{\"reference\":\"Patient/p1\"}")));
            store.append("p2", at("2025-03-03T11:00:00Z"), List.of(put("Patient", "p2", ",\"gender\":\"male\"")));
            store.append("p1", at("2025-03-04T10:00:00Z"), List.of(
                    put("Observation", "o1", ",\"status\":\"final\",\"subject\":{\"reference\":\"Patient/p1\"}"),
                    Change.delete("Condition", "c1")));
        }
    }
}
