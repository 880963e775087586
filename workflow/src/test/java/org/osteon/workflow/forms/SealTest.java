package org.osteon.workflow.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.Write;

/// What was signed is sealed, and a seal holds for nothing else (records, 1.9).
class SealTest {
    private static final String RESPONSE =
            """
            {"resourceType": "QuestionnaireResponse", "id": "f-1", "status": "completed",
             "item": [{"linkId": "dose", "answer": [{"valueDecimal": 4.0}]}]}\
            """;
    private static final String DOSE =
            "{\"resourceType\":\"Observation\",\"id\":\"f-1.dose\",\"valueInteger\":4}";
    private static final String PROVENANCE =
            """
            {"resourceType": "Provenance", "id": "f-1.p1",
             "target": [{"reference": "QuestionnaireResponse/f-1"}, {"reference": "Observation/f-1.dose"}],
             "signature": [{"type": [{"code": "1.2.840.10065.1.12.1.1"}], "when": "2026-01-01T10:00:00Z"}]}\
            """;

    private static KeyPair keys;

    @BeforeAll
    static void keys() throws GeneralSecurityException {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private static byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isOurs(byte[] bytes, byte[] by) {
        return Arrays.equals(sign(bytes), by);
    }

    private static Write write(String json) {
        return Write.fresh(FhirEdit.read(json));
    }

    private static List<Write> sealed() {
        return Seal.under(
                List.of(write(RESPONSE), write(DOSE), write(PROVENANCE)),
                bytes -> Optional.of(sign(bytes)));
    }

    private static Seal.Verdict verdict(String... resources) {
        return Seal.verdict(
                FhirEdit.read(sealed().getLast().json()), List.of(resources), SealTest::isOurs);
    }

    @Test
    void it_holds_for_what_was_signed_however_it_is_spelled() {
        assertThat(verdict(RESPONSE, DOSE)).isEqualTo(Seal.Verdict.HOLDS);
        assertThat(verdict(DOSE, RESPONSE)).isEqualTo(Seal.Verdict.HOLDS);
        assertThat(
                        verdict(
                                RESPONSE,
                                "{ \"id\": \"f-1.dose\", \"meta\": {\"versionId\": \"3\"},"
                                        + " \"valueInteger\": 4, \"resourceType\": \"Observation\"}"))
                .isEqualTo(Seal.Verdict.HOLDS);
    }

    @Test
    void it_breaks_by_any_change_also_by_one_of_precision() {
        assertThat(verdict(RESPONSE.replace("4.0", "40"), DOSE)).isEqualTo(Seal.Verdict.BROKEN);
        assertThat(verdict(RESPONSE.replace("4.0", "4.00"), DOSE)).isEqualTo(Seal.Verdict.BROKEN);
        assertThat(verdict(RESPONSE)).isEqualTo(Seal.Verdict.BROKEN);
        assertThat(verdict(RESPONSE, DOSE, DOSE)).isEqualTo(Seal.Verdict.BROKEN);
    }

    @Test
    void nobody_elses_seal_holds() {
        assertThat(
                        Seal.verdict(
                                FhirEdit.read(sealed().getLast().json()),
                                List.of(RESPONSE, DOSE),
                                (_, _) -> false))
                .isEqualTo(Seal.Verdict.BROKEN);
        assertThat(
                        Seal.verdict(
                                FhirEdit.read(
                                        PROVENANCE.replace(
                                                "\"when\"", "\"data\": \"!!\", \"when\"")),
                                List.of(RESPONSE, DOSE),
                                SealTest::isOurs))
                .isEqualTo(Seal.Verdict.BROKEN);
    }

    @Test
    void what_nobody_can_seal_is_kept_without_a_seal() {
        List<Write> kept =
                Seal.under(List.of(write(RESPONSE), write(PROVENANCE)), _ -> Optional.empty());

        assertThat(kept.getLast().json()).doesNotContain("application/jose");
        assertThat(
                        Seal.verdict(
                                FhirEdit.read(kept.getLast().json()),
                                List.of(RESPONSE),
                                SealTest::isOurs))
                .isEqualTo(Seal.Verdict.NONE);
    }

    @Test
    void each_signature_carries_it_and_nothing_else_is_touched() {
        List<Write> sealed = sealed();

        assertThat(sealed.get(0)).isEqualTo(write(RESPONSE));
        assertThat(sealed.getLast().json()).contains("\"sigFormat\":\"application/jose\"");
        assertThat(Seal.mark(RESPONSE)).hasSize(8).isNotEqualTo(Seal.mark(DOSE));
    }
}
