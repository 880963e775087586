package org.osteon.app.http.fhir;

import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.BasePagingProvider;
import ca.uhn.fhir.rest.server.FifoMemoryPagingProvider;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osteon.records.people.SealedTexts;

/// The further pages of answers: the address of each says, sealed, what was asked, so that any
/// server of the store can answer it, also after a start. What whoever asks may see is decided anew
/// for each page.
final class SealedPages extends BasePagingProvider {
    /// What does not fit into an address is kept by this server alone.
    private static final int LONGEST = 8_000;

    private static final int REMEMBERED = 1_000;
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final SealedTexts texts;
    private final Function<PageCursor, IBundleProvider> again;
    private final FifoMemoryPagingProvider own = new FifoMemoryPagingProvider(REMEMBERED);

    /// @param again makes an answer anew of what was asked
    SealedPages(SealedTexts texts, Function<PageCursor, IBundleProvider> again) {
        this.texts = texts;
        this.again = again;
    }

    @Override
    public String storeResultList(@Nullable RequestDetails request, IBundleProvider found) {
        PageCursor cursor = cursor(request, found);
        try {
            String sealed = cursor == null ? "" : texts.seal(JSON.writeValueAsString(cursor));
            return sealed.isEmpty() || sealed.length() > LONGEST
                    ? own.storeResultList(request, found)
                    : sealed;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable PageCursor cursor(
            @Nullable RequestDetails request, IBundleProvider found) {
        if (found instanceof PageCursor.Source pages) {
            return pages.cursor();
        }
        if (request == null) {
            return null;
        }
        String type = request.getResourceName();
        return type != null && PageCursor.LISTS.contains(type)
                ? new PageCursor.Listed(type, lists(request.getParameters()))
                : null;
    }

    @Override
    public @Nullable IBundleProvider retrieveResultList(
            @Nullable RequestDetails request, String id) {
        Optional<IBundleProvider> anew = texts.open(id).flatMap(SealedPages::read).map(again);
        return anew.isPresent() ? anew.get() : own.retrieveResultList(request, id);
    }

    /// Empty for one of another version of this program: then it is gone, as one that was
    /// forgotten.
    private static Optional<PageCursor> read(String text) {
        try {
            return Optional.of(JSON.readValue(text, PageCursor.class));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    static Map<String, List<String>> lists(Map<String, String[]> parameters) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        parameters.forEach((name, values) -> {
            if (!SearchReading.OF_THE_ANSWER.contains(name)) {
                lists.put(name, List.of(values));
            }
        });
        return lists;
    }

    static Map<String, String[]> arrays(Map<String, List<String>> parameters) {
        Map<String, String[]> arrays = new LinkedHashMap<>();
        parameters.forEach((name, values) -> arrays.put(name, values.toArray(String[]::new)));
        return arrays;
    }
}
