package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.osteon.chart.Sha256;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.Write;

/// The seal under what people signed: a detached JWS (RFC 7515, EdDSA) over the SHA-256 of the
/// canonical JSON of everything that a Provenance names, in `Provenance.signature.data`. Canonical
/// is FHIR's `http://hl7.org/fhir/canonicalization/json#static`: names in order, no blanks, without
/// narrative and `meta`.
public final class Seal {
    private static final String FORMAT = "application/jose";
    private static final String HEADER =
            base64(
                    "{\"alg\":\"EdDSA\",\"typ\":\"osteon-record\"}"
                            .getBytes(StandardCharsets.UTF_8));
    private static final List<String> LEFT_OUT = List.of("text", "meta");
    private static final int SHOWN = 8;

    private Seal() {}

    /// What a seal says of what is there.
    public enum Verdict {
        /// There is none.
        NONE,
        /// It is what was signed.
        HOLDS,
        /// It is something else, or the seal is not ours.
        BROKEN
    }

    /// The same writes with a seal in each Provenance that has signatures.
    ///
    /// @param signing gives the signature of some bytes; empty where nothing can sign
    public static List<Write> under(
            List<Write> writes, Function<byte[], Optional<byte[]>> signing) {
        List<Write> sealed = new ArrayList<>();
        for (Write write : writes) {
            sealed.add(write.type().equals("Provenance") ? sealed(write, writes, signing) : write);
        }
        return List.copyOf(sealed);
    }

    private static Write sealed(
            Write write, List<Write> all, Function<byte[], Optional<byte[]>> signing) {
        ObjectNode provenance = FhirEdit.read(write.json());
        if (!(provenance.get("signature") instanceof ArrayNode signatures)) {
            return write;
        }
        List<String> targets = targets(provenance);
        String digest =
                digest(
                        all.stream()
                                .filter(one -> targets.contains(one.type() + "/" + one.id()))
                                .map(Write::json)
                                .toList());
        Optional<String> jws =
                signing.apply(input(digest)).map(made -> HEADER + ".." + base64(made));
        if (jws.isEmpty()) {
            return write;
        }
        String data =
                Base64.getEncoder().encodeToString(jws.get().getBytes(StandardCharsets.US_ASCII));
        signatures.forEach(one -> ((ObjectNode) one).put("sigFormat", FORMAT).put("data", data));
        return new Write(write.type(), write.id(), FhirEdit.write(provenance), write.inPlaceOf());
    }

    /// Whether resources are those that a Provenance was signed over.
    ///
    /// @param resources what it names, as it was written then
    /// @param signed whether some bytes have that signature
    public static Verdict verdict(
            ObjectNode provenance, List<String> resources, BiPredicate<byte[], byte[]> signed) {
        String data = provenance.path("signature").path(0).path("data").asText("");
        if (data.isEmpty()) {
            return Verdict.NONE;
        }
        try {
            String jws = new String(Base64.getDecoder().decode(data), StandardCharsets.US_ASCII);
            String[] parts = jws.split("\\.", -1);
            boolean holds =
                    parts.length == 3
                            && parts[0].equals(HEADER)
                            && parts[1].isEmpty()
                            && signed.test(
                                    input(digest(resources)),
                                    Base64.getUrlDecoder().decode(parts[2]));
            return holds ? Verdict.HOLDS : Verdict.BROKEN;
        } catch (IllegalArgumentException _) {
            return Verdict.BROKEN;
        }
    }

    /// What a Provenance names.
    public static List<String> targets(ObjectNode provenance) {
        return provenance
                .path("target")
                .valueStream()
                .map(one -> one.path("reference").asText(""))
                .toList();
    }

    /// The first characters of the hash of a resource, for paper: who has the record can see that
    /// the paper is of it.
    public static String mark(String json) {
        return digest(List.of(json)).substring(0, SHOWN);
    }

    private static byte[] input(String digest) {
        return (HEADER + "." + base64(digest.getBytes(StandardCharsets.US_ASCII)))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// The hash of resources, in whatever order they come.
    static String digest(List<String> resources) {
        List<String> canonical =
                resources.stream()
                        .map(FhirEdit::read)
                        .sorted(
                                Comparator.comparing((ObjectNode one) ->
                                                one.path("resourceType").asText(""))
                                        .thenComparing(one -> one.path("id").asText("")))
                        .map(Seal::canonical)
                        .toList();
        return Sha256.hex(String.join("\n", canonical));
    }

    private static String canonical(ObjectNode resource) {
        ObjectNode kept = resource.deepCopy();
        kept.remove(LEFT_OUT);
        return FhirEdit.write(ordered(kept));
    }

    private static JsonNode ordered(JsonNode node) {
        if (node instanceof ObjectNode object) {
            Map<String, JsonNode> fields = new TreeMap<>();
            object.properties().forEach(one -> fields.put(one.getKey(), ordered(one.getValue())));
            ObjectNode ordered = FhirEdit.object();
            fields.forEach(ordered::set);
            return ordered;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode ordered = FhirEdit.object().putArray("all");
            array.forEach(one -> ordered.add(ordered(one)));
            return ordered;
        }
        return node;
    }
}
