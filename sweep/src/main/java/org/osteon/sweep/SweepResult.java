package org.osteon.sweep;

import java.util.Map;

/// What a sweep made; the same for the same input, however often it was ended and gone on with.
///
/// @param charts charts that went in
/// @param answered of how many there is an answer
/// @param errors of how many a row says why there is none
/// @param rows rows of all of them
/// @param parts files of rows
/// @param bytes how large these are
/// @param knowledge the knowledge hash of each pathway
record SweepResult(
        long charts,
        long answered,
        long errors,
        long rows,
        int parts,
        long bytes,
        Map<String, String> knowledge) {}
