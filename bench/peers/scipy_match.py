"""Match probabilities by plain NumPy and SciPy: the peer of the donor search.

The same exact numbers: every subject is imputed under Hardy-Weinberg from the haplotype frequencies; the chances of no and of
one mismatch of all pairs of patients and donors follow from sparse matrices over genotypes.

Genotypes over all loci are columns. P(0) is one sparse product. For P(1), every genotype is also known by what is left when one
allele of one locus is taken away; two genotypes with a common remainder differ there at most, so the product over remainders
counts each pair of genotypes by how many of its alleles could be taken away on either side.

usage: scipy_match.py PATIENTS DONORS FREQUENCIES NUMBER_OF_PATIENTS
"""

import collections
import gzip
import itertools
import sys
import time

import numpy
import scipy.sparse


def lines(path, limit=None):
    with gzip.open(path, "rt") as text:
        return [line.strip() for line in itertools.islice(text, limit)]


def read_haplotypes(path):
    haplotypes = []
    for line in lines(path):
        name, _, frequency = line.split(",")
        haplotypes.append((tuple(name.split("~")), float(frequency)))
    return haplotypes


def read_typing(gl_string, loci):
    typing = {}
    for part in gl_string.split("^"):
        first, second = (frozenset(copy.split("/")) for copy in part.split("+"))
        typing[part[: part.index("*")]] = (first, second)
    return [typing.get(locus) for locus in loci]


def impute(typing, haplotypes, carriers):
    """Genotypes (a sorted pair per locus) with their posterior probabilities."""
    candidates = None
    for locus, pair in enumerate(typing):
        if pair is not None:
            here = set().union(*(carriers[locus].get(a, ()) for a in pair[0] | pair[1]))
            candidates = here if candidates is None else candidates & here
    candidates = sorted(candidates or range(len(haplotypes)))
    genotypes = collections.defaultdict(float)
    for i, one in enumerate(candidates):
        h, f = haplotypes[one]
        for other in candidates[i:]:
            k, g = haplotypes[other]
            for locus, pair in enumerate(typing):
                if pair is not None and not (
                    (h[locus] in pair[0] and k[locus] in pair[1])
                    or (h[locus] in pair[1] and k[locus] in pair[0])
                ):
                    break
            else:
                genotype = tuple(tuple(sorted(both)) for both in zip(h, k))
                genotypes[genotype] += f * g * (1 if one == other else 2)
    total = sum(genotypes.values())
    return {genotype: f / total for genotype, f in genotypes.items()} if total else {}


def matrix(subjects, columns, keys):
    rows, cols, values = [], [], []
    for row, genotypes in enumerate(subjects):
        for genotype, probability in genotypes.items():
            for key, weight in keys(genotype):
                column = columns.setdefault(key, len(columns))
                rows.append(row)
                cols.append(column)
                values.append(probability * weight)
    return rows, cols, values


def build(subjects, columns, keys):
    rows, cols, values = matrix(subjects, columns, keys)
    return lambda: scipy.sparse.csr_matrix(
        (values, (rows, cols)), shape=(len(subjects), len(columns))
    )


def whole(genotype):
    yield genotype, 1.0


def remainders(genotype):
    """The genotype without one allele of one locus, once for each distinct allele left there."""
    for locus, (a, b) in enumerate(genotype):
        for kept in {a, b}:
            yield (genotype[:locus], kept, genotype[locus + 1 :]), 1.0


def main():
    patient_file, donor_file, frequency_file, count = sys.argv[1:5]
    haplotypes = read_haplotypes(frequency_file)
    loci = [allele[: allele.index("*")] for allele in haplotypes[0][0]]
    patients = [read_typing(line.split("%")[1], loci) for line in lines(patient_file, int(count))]
    donors = [read_typing(line.split("%")[1], loci) for line in lines(donor_file)]

    started = time.perf_counter()
    carriers = [collections.defaultdict(set) for _ in loci]
    for number, (alleles, _) in enumerate(haplotypes):
        for locus, allele in enumerate(alleles):
            carriers[locus][allele].add(number)
    remembered = {}

    def imputed(typing):
        key = tuple(typing)
        if key not in remembered:
            remembered[key] = impute(typing, haplotypes, carriers)
        return remembered[key]

    donor_genotypes = [imputed(typing) for typing in donors]
    prepared = time.perf_counter() - started
    patient_genotypes = [imputed(typing) for typing in patients]

    columns = {}
    p, d = build(patient_genotypes, columns, whole), build(donor_genotypes, columns, whole)
    p0 = (p() @ d().T).tocsr()

    # Equal genotypes share one remainder per heterozygous locus and allele; a pair that differs in one allele shares one
    # remainder. What equal pairs contribute is known by their number of distinct alleles and is taken off.
    columns = {}
    p, d = build(patient_genotypes, columns, remainders), build(donor_genotypes, columns, remainders)
    shared = (p() @ d().T).tocsr()
    columns = {}
    weighted = lambda genotype: [(genotype, float(sum(len({a, b}) for a, b in genotype)))]
    p, d = build(patient_genotypes, columns, weighted), build(donor_genotypes, columns, whole)
    p1 = shared - (p() @ d().T).tocsr()
    everything = time.perf_counter() - started

    pairs = ((p0 > 1e-15) + (p1 > 1e-12)).nnz
    print(
        f"scipy: prepared {prepared:.3f} s, all {everything:.3f} s, pairs {pairs}, "
        f"sum P0 {p0.sum():.9f}, sum P1 {p1.sum():.9f}; "
        f"numpy {numpy.__version__}, scipy {scipy.__version__}"
    )


main()
