package org.osteon.app.http.web.donors;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osteon.app.http.web.Desk;

/// What the address of a donor page says: a typing, the settings of a search, and who it is for.
/// Links to other donor pages carry all of it along.
final class DonorAddress {
    private final Map<String, List<String>> parameters;

    private DonorAddress(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /// Parameters without a value say nothing and are left out.
    static DonorAddress of(Map<String, String[]> given) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        given.forEach((name, values) -> {
            List<String> said =
                    Arrays.stream(values)
                            .map(String::strip)
                            .filter(value -> !value.isEmpty())
                            .distinct()
                            .toList();
            if (!said.isEmpty() && !name.equals(Desk.TOKEN_FIELD)) {
                parameters.put(name, said);
            }
        });
        return new DonorAddress(parameters);
    }

    /// The value of a parameter, empty where it is not given.
    String value(String name) {
        return values(name).isEmpty() ? "" : values(name).getFirst();
    }

    List<String> values(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /// The parameters by name.
    Map<String, List<String>> fields() {
        return parameters;
    }

    boolean has(String name, String value) {
        return values(name).contains(value);
    }

    boolean isEmpty() {
        return parameters.isEmpty();
    }

    /// The same with another value of a parameter; none where it is empty.
    DonorAddress with(String name, String value) {
        Map<String, List<String>> other = new LinkedHashMap<>(parameters);
        if (value.isEmpty()) {
            other.remove(name);
        } else {
            other.put(name, List.of(value));
        }
        return new DonorAddress(other);
    }

    /// All parameters, for hidden fields of forms.
    List<Map.Entry<String, String>> entries() {
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        parameters.forEach(
                (name, values) -> values.forEach(value -> entries.add(Map.entry(name, value))));
        return entries;
    }

    /// The same without a parameter.
    DonorAddress without(String name) {
        return with(name, "");
    }

    /// `path?name=value&…`
    String to(String path) {
        StringBuilder address = new StringBuilder(path);
        char separator = '?';
        for (Map.Entry<String, String> entry : entries()) {
            address.append(separator)
                    .append(URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return address.toString();
    }

    /// The parameters as text, to be kept.
    String query() {
        String address = to("");
        return address.isEmpty() ? "" : address.substring(1);
    }
}
