package org.osteon.hla.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.osteon.hla.match.LocusComparison;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.registry.LocusEntries;
import org.osteon.hla.registry.RegistryVersion;
import org.osteon.hla.search.SearchSettings.Direction;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.Typing;

/// Finds the rows of a registry whose smallest possible number of mismatches is within the limits.
/// Every distinct locus typing is compared once; then rows are added up, those of a B typing that
/// is out of reach skipped as a whole.
final class RowScan {
    private static final byte OUT_OF_REACH = 64;
    private static final int CHUNK = 4096;
    private static final int PARTS = 8;

    /// Loci as they are added up after B, the most telling first.
    private static final List<Locus> ORDER =
            List.of(
                    Locus.DRB1,
                    Locus.A,
                    Locus.C,
                    Locus.DQB1,
                    Locus.DPB1,
                    Locus.DRBX,
                    Locus.DQA1,
                    Locus.DPA1);

    private final RegistryVersion version;
    private final int limit;
    private final byte[] ofB;
    private final List<Locus> loci = new ArrayList<>();
    private final List<byte[]> ofLocus = new ArrayList<>();

    RowScan(RegistryVersion version, Typing patient, SearchSettings settings) {
        this.version = version;
        this.limit = settings.mismatches();
        ofB =
                settings.loci().contains(Locus.B)
                        ? table(version.entries(Locus.B), patient.at(Locus.B), settings)
                        : new byte[version.entries(Locus.B).size()];
        for (Locus locus : ORDER) {
            if (settings.loci().contains(locus) && patient.at(locus).isTyped()) {
                loci.add(locus);
                ofLocus.add(table(version.entries(locus), patient.at(locus), settings));
            }
        }
    }

    private static byte[] table(
            LocusEntries entries, LocusTyping patient, SearchSettings settings) {
        byte[] least;
        if (settings.direction() == Direction.BOTH) {
            least = entries.leastMismatches(patient);
        } else {
            least = new byte[entries.size()];
            for (int entry = 0; entry < least.length; entry++) {
                var match = LocusComparison.compare(patient, entries.typing(entry));
                var counted =
                        settings.direction() == Direction.GVH
                                ? match.graftVersusHost()
                                : match.hostVersusGraft();
                least[entry] = (byte) counted.min();
            }
        }
        for (int entry = 0; entry < least.length; entry++) {
            if (least[entry] > settings.perLocus()) {
                least[entry] = OUT_OF_REACH;
            }
        }
        return least;
    }

    /// Rows by their smallest number of mismatches, 0 to the limit, each list in the order of rows.
    RowList[] rows() {
        int[] runs = version.runsOfB();
        var reachable = new ArrayList<int[]>();
        int rows = 0;
        for (int entry = 0; entry + 1 < runs.length; entry++) {
            if (ofB[entry] <= limit && runs[entry + 1] > runs[entry]) {
                reachable.add(new int[] {runs[entry], runs[entry + 1], ofB[entry]});
                rows += runs[entry + 1] - runs[entry];
            }
        }
        int perPart = rows / PARTS + 1;
        var parts = new ArrayList<List<int[]>>();
        int inPart = perPart;
        for (int[] run : reachable) {
            for (int from = run[0]; from < run[1]; ) {
                if (inPart >= perPart) {
                    parts.add(new ArrayList<>());
                    inPart = 0;
                }
                int to = Math.min(run[1], from + perPart - inPart);
                parts.getLast().add(new int[] {from, to, run[2]});
                inPart += to - from;
                from = to;
            }
        }
        var found =
                IntStream.range(0, parts.size())
                        .parallel()
                        .mapToObj(part -> scan(parts.get(part)))
                        .toList();
        var all = lists();
        for (RowList[] part : found) {
            for (int total = 0; total <= limit; total++) {
                all[total].addAll(part[total]);
            }
        }
        scanChanged(all);
        return all;
    }

    private RowList[] lists() {
        var lists = new RowList[limit + 1];
        Arrays.setAll(lists, _ -> new RowList());
        return lists;
    }

    private RowList[] scan(List<int[]> runs) {
        var found = lists();
        int[] entries = new int[CHUNK];
        int[] sums = new int[CHUNK];
        int[] rows = new int[CHUNK];
        for (int[] run : runs) {
            for (int from = run[0]; from < run[1]; from += CHUNK) {
                scanChunk(from, Math.min(CHUNK, run[1] - from), run[2], entries, sums, rows, found);
            }
        }
        return found;
    }

    /// Adds one locus after another, keeping only rows still within the limit.
    private void scanChunk(
            int from,
            int count,
            int ofThisB,
            int[] entries,
            int[] sums,
            int[] rows,
            RowList[] found) {
        int kept = count;
        boolean dense = true;
        for (int i = 0; i < loci.size(); i++) {
            byte[] table = ofLocus.get(i);
            int next = 0;
            if (dense) {
                version.copyEntries(loci.get(i), from, count, entries);
                for (int row = 0; row < count; row++) {
                    int sum = ofThisB + table[entries[row]];
                    rows[next] = from + row;
                    sums[next] = sum;
                    next += sum <= limit ? 1 : 0;
                }
                dense = false;
            } else if (kept * 4 > count) {
                version.copyEntries(loci.get(i), from, count, entries);
                for (int k = 0; k < kept; k++) {
                    int row = rows[k];
                    int sum = sums[k] + table[entries[row - from]];
                    rows[next] = row;
                    sums[next] = sum;
                    next += sum <= limit ? 1 : 0;
                }
            } else {
                var locus = loci.get(i);
                for (int k = 0; k < kept; k++) {
                    int row = rows[k];
                    int sum = sums[k] + table[version.entry(locus, row)];
                    rows[next] = row;
                    sums[next] = sum;
                    next += sum <= limit ? 1 : 0;
                }
            }
            kept = next;
            if (kept == 0) {
                return;
            }
        }
        for (int k = 0; k < kept; k++) {
            if (dense) {
                found[ofThisB].add(from + k);
            } else {
                found[sums[k]].add(rows[k]);
            }
        }
    }

    private void scanChanged(RowList[] found) {
        for (int row = version.baseRowCount(); row < version.rowCount(); row++) {
            int sum = ofB[version.entry(Locus.B, row)];
            for (int i = 0; i < loci.size() && sum <= limit; i++) {
                sum += ofLocus.get(i)[version.entry(loci.get(i), row)];
            }
            if (sum <= limit) {
                found[sum].add(row);
            }
        }
    }
}
