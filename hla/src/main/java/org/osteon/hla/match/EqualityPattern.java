package org.osteon.hla.match;

import java.util.ArrayList;
import java.util.List;

/// Which of the four units of a comparison (patient's two, donor's two) are equal. There are
/// fifteen such patterns, and each decides all three counts. A pattern can occur when its blocks of
/// equal units can be given distinct units, each from the sets of all its members: by Hall's
/// theorem, when every choice of blocks has at least as many units as blocks. Only the numbers of
/// units by membership matter for that, so a range costs the same for one unit and for a thousand,
/// and is exact.
final class EqualityPattern {
    /// Bits of the four units in a mask.
    static final int P1 = 1;

    static final int P2 = 2;
    static final int D1 = 4;
    static final int D2 = 8;

    static final List<EqualityPattern> ALL = all();

    final int mismatches;
    final int graftVersusHost;
    final int hostVersusGraft;

    /// For every choice of blocks: its size, and as bits the memberships whose units could serve
    /// one of its blocks.
    private final int[] choiceSizes;

    private final int[] choiceMemberships;

    private EqualityPattern(int[] blockOf, int blockCount) {
        boolean crossed = blockOf[0] == blockOf[3] || blockOf[1] == blockOf[2];
        int straight = unequal(blockOf, 0, 2) + unequal(blockOf, 1, 3);
        int across = unequal(blockOf, 0, 3) + unequal(blockOf, 1, 2);
        mismatches = crossed ? Math.min(straight, across) : straight;
        int[] members = new int[blockCount];
        for (int unit = 0; unit < 4; unit++) {
            members[blockOf[unit]] |= 1 << unit;
        }
        int onlyPatient = 0;
        int onlyDonor = 0;
        for (int member : members) {
            onlyPatient += (member & (D1 | D2)) == 0 ? 1 : 0;
            onlyDonor += (member & (P1 | P2)) == 0 ? 1 : 0;
        }
        graftVersusHost = onlyPatient;
        hostVersusGraft = onlyDonor;
        int choices = (1 << blockCount) - 1;
        choiceSizes = new int[choices];
        choiceMemberships = new int[choices];
        for (int choice = 1; choice <= choices; choice++) {
            choiceSizes[choice - 1] = Integer.bitCount(choice);
            for (int block = 0; block < blockCount; block++) {
                if ((choice & (1 << block)) != 0) {
                    choiceMemberships[choice - 1] |= membershipsServing(members[block]);
                }
            }
        }
    }

    private static int unequal(int[] blockOf, int one, int other) {
        return blockOf[one] == blockOf[other] ? 0 : 1;
    }

    /// As bits, the memberships that contain all of these members.
    private static int membershipsServing(int members) {
        int serving = 0;
        for (int membership = 0; membership < 16; membership++) {
            if ((membership & members) == members) {
                serving |= 1 << membership;
            }
        }
        return serving;
    }

    /// Whether the pattern can occur, given how many units have each membership in (P1, P2, D1,
    /// D2).
    boolean canOccur(int[] unitsByMembership) {
        for (int choice = 0; choice < choiceSizes.length; choice++) {
            int units = 0;
            for (int rest = choiceMemberships[choice]; rest != 0; rest &= rest - 1) {
                units += unitsByMembership[Integer.numberOfTrailingZeros(rest)];
            }
            if (units < choiceSizes[choice]) {
                return false;
            }
        }
        return true;
    }

    private static List<EqualityPattern> all() {
        var patterns = new ArrayList<EqualityPattern>();
        for (int p2 = 0; p2 <= 1; p2++) {
            int afterP2 = Math.max(0, p2);
            for (int d1 = 0; d1 <= afterP2 + 1; d1++) {
                int afterD1 = Math.max(afterP2, d1);
                for (int d2 = 0; d2 <= afterD1 + 1; d2++) {
                    patterns.add(
                            new EqualityPattern(
                                    new int[] {0, p2, d1, d2}, Math.max(afterD1, d2) + 1));
                }
            }
        }
        return List.copyOf(patterns);
    }
}
