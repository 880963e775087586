package org.osteon.hla.frequency;

import java.util.ArrayList;
import java.util.List;
import org.osteon.hla.nomenclature.Locus;

/// The ways in which plan B cuts haplotypes into blocks, in the order in which they are tried
/// (reference, section 16.4). Class I and class II are cut apart first, as recombination between
/// them is commonest. Each finer way cuts a block of a coarser one.
final class BlockPartitions {
    private static final List<List<List<Locus>>> ORDER =
            List.of(
                    List.of(
                            List.of(Locus.A, Locus.C, Locus.B),
                            List.of(Locus.DRB1, Locus.DRBX, Locus.DQA1, Locus.DQB1)),
                    List.of(
                            List.of(Locus.A),
                            List.of(Locus.C, Locus.B),
                            List.of(Locus.DRB1, Locus.DRBX, Locus.DQA1, Locus.DQB1)),
                    List.of(
                            List.of(Locus.A, Locus.C, Locus.B),
                            List.of(Locus.DRB1),
                            List.of(Locus.DQB1)),
                    List.of(
                            List.of(Locus.A),
                            List.of(Locus.C, Locus.B),
                            List.of(Locus.DRB1),
                            List.of(Locus.DQB1)),
                    List.of());

    private BlockPartitions() {}

    /// Each partition covers exactly these loci; a locus named in no block is one of its own.
    static List<List<List<Locus>>> of(List<Locus> loci) {
        var partitions = new ArrayList<List<List<Locus>>>();
        for (List<List<Locus>> blocks : ORDER) {
            var partition = new ArrayList<List<Locus>>();
            var rest = new ArrayList<>(loci);
            for (List<Locus> block : blocks) {
                var part = block.stream().filter(loci::contains).toList();
                if (!part.isEmpty()) {
                    partition.add(part);
                    rest.removeAll(part);
                }
            }
            rest.forEach(locus -> partition.add(List.of(locus)));
            partitions.add(List.copyOf(partition));
        }
        return partitions;
    }
}
