package org.osteon.hla.match;

import java.time.LocalDate;
import java.util.Optional;

/// One antibody of a patient as the laboratory reports it.
///
/// @param specificity an antigen (`A2`), epitope (`Bw4`), allele (`DPB1*01:01`) or pair
///   (`DQA1*05:01 with DQB1*02:01`)
/// @param mfi mean fluorescence intensity
/// @param date when the serum was drawn, if known
public record Antibody(String specificity, double mfi, Optional<LocalDate> date) {
    /// Refuses a negative intensity with an `IllegalArgumentException`.
    public Antibody {
        if (mfi < 0) {
            throw new IllegalArgumentException("MFI is not negative: " + mfi);
        }
    }
}
