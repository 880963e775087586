package org.osteon.app.http.web.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How the pages of patients are laid out in their language (records, 4.2).
class SpeechTest {
    @ParameterizedTest
    @CsvSource({
        "ar,rtl",
        "ar-EG,rtl",
        "fa,rtl",
        "he,rtl",
        "ckb,rtl",
        "ku,ltr",
        "ku-Arab,rtl",
        "pa,ltr",
        "pa-Arab,rtl",
        "ar-Latn,ltr",
        "de,ltr",
        "pt-BR,ltr"
    })
    void a_language_is_laid_out_as_its_script_is_written(String language, String direction) {
        assertThat(new Speech(language, Map.of(), Map.of()).direction()).isEqualTo(direction);
    }
}
