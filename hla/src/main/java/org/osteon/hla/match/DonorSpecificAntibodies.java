package org.osteon.hla.match;

import java.util.ArrayList;
import java.util.List;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;

/// A patient's antibodies against one donor (reference, section 13).
///
/// @param certain specificities at or above the threshold that the donor carries for certain
/// @param possible specificities at or above the threshold that the donor may carry
/// @param belowThreshold specificities below it that the donor carries or may carry
/// @param unreadable specificities that name nothing in this release
public record DonorSpecificAntibodies(
        List<String> certain,
        List<String> possible,
        List<String> belowThreshold,
        List<String> unreadable) {
    /// The default threshold of mean fluorescence intensity; a centre sets its own (section 13).
    public static final double DEFAULT_THRESHOLD = 1000;

    /// Holds antibodies against a donor. The threshold is a mean fluorescence intensity; an
    /// antibody at it counts.
    public static DonorSpecificAntibodies of(
            TypingReader reader, List<Antibody> antibodies, double threshold, Typing donor) {
        var certain = new ArrayList<String>();
        var possible = new ArrayList<String>();
        var below = new ArrayList<String>();
        var unreadable = new ArrayList<String>();
        for (Antibody antibody : antibodies) {
            var target = AntibodyTarget.read(reader, antibody.specificity());
            if (target.isEmpty()) {
                unreadable.add(antibody.specificity());
                continue;
            }
            var presence = target.get().in(donor);
            if (antibody.mfi() < threshold) {
                if (presence != AntibodyTarget.Presence.NONE) {
                    below.add(antibody.specificity());
                }
                continue;
            }
            switch (presence) {
                case CERTAIN -> certain.add(antibody.specificity());
                case POSSIBLE -> possible.add(antibody.specificity());
                case NONE -> {}
            }
        }
        return new DonorSpecificAntibodies(certain, possible, below, unreadable);
    }
}
