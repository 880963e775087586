package org.osteon.pathway;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hl7.elm.r1.CodeDef;
import org.hl7.elm.r1.CodeRef;
import org.hl7.elm.r1.Expression;
import org.hl7.elm.r1.InValueSet;
import org.hl7.elm.r1.Library;
import org.hl7.elm.r1.Retrieve;
import org.hl7.elm.r1.ValueSetDef;
import org.hl7.elm.r1.ValueSetRef;
import org.opencds.cqf.cql.engine.runtime.Code;
import org.opencds.cqf.cql.engine.runtime.Concept;

/// Compiles what names codes: retrieves, value sets and single codes.
final class CqlTerminology {
    private final CqlCompilation body;
    private final CqlProgram program;
    private final Library library;

    CqlTerminology(CqlCompilation body, CqlProgram program, Library library) {
        this.body = body;
        this.program = program;
        this.library = library;
    }

    CqlNode retrieve(Retrieve retrieve) throws UnsupportedCqlException {
        if (retrieve.getContext() != null || retrieve.getDateRange() != null) {
            throw CqlCompilation.unsupported(retrieve);
        }
        String type = Objects.requireNonNull(retrieve.getDataType()).getLocalPart();
        String codePath = retrieve.getCodeProperty();
        Expression codes = retrieve.getCodes();
        if (codes == null) {
            return frame -> frame.run().retrieve(type, null, null, null);
        }
        if (codes instanceof ValueSetRef valueSet) {
            String url = url(valueSet);
            return frame -> frame.run().retrieve(type, codePath, url, null);
        }
        CqlNode wanted = body.node(codes);
        return frame ->
                switch (wanted.value(frame)) {
                    case Code code -> frame.run().retrieve(type, codePath, null, List.of(code));
                    case Iterable<?> list -> {
                        List<Code> all = new ArrayList<>();
                        list.forEach(code -> all.add((Code) code));
                        yield frame.run().retrieve(type, codePath, null, all);
                    }
                    case null, default -> List.of();
                };
    }

    Code code(CodeRef reference) throws UnsupportedCqlException {
        Library home = program.home(library, reference.getLibraryName());
        if (home.getCodes() != null && home.getCodeSystems() != null) {
            for (CodeDef code : home.getCodes().getDef()) {
                if (Objects.equals(code.getName(), reference.getName())) {
                    String system =
                            home.getCodeSystems().getDef().stream()
                                    .filter(definition ->
                                            Objects.equals(
                                                    definition.getName(),
                                                    Objects.requireNonNull(code.getCodeSystem())
                                                            .getName()))
                                    .map(definition -> String.valueOf(definition.getId()))
                                    .findFirst()
                                    .orElse("");
                    return new Code()
                            .withCode(code.getId())
                            .withSystem(system)
                            .withDisplay(code.getDisplay());
                }
            }
        }
        throw CqlCompilation.unsupported(reference);
    }

    private String url(ValueSetRef reference) throws UnsupportedCqlException {
        Library home = program.home(library, reference.getLibraryName());
        if (home.getValueSets() != null) {
            for (ValueSetDef definition : home.getValueSets().getDef()) {
                if (Objects.equals(definition.getName(), reference.getName())) {
                    return String.valueOf(definition.getId());
                }
            }
        }
        throw CqlCompilation.unsupported(reference);
    }

    CqlNode inValueSet(InValueSet member) throws UnsupportedCqlException {
        ValueSetRef reference = member.getValueset();
        if (reference == null) {
            throw CqlCompilation.unsupported(member);
        }
        String url = url(reference);
        CqlNode code = body.node(member.getCode());
        return frame ->
                switch (code.value(frame)) {
                    case Code one -> isIn(frame, one, url);
                    case Concept concept when concept.getCodes() != null -> {
                        boolean found = false;
                        for (Code one : concept.getCodes()) {
                            found |= one != null && isIn(frame, one, url);
                        }
                        yield found;
                    }
                    case null -> null;
                    default -> throw new IllegalStateException("only codes are in value sets");
                };
    }

    private static boolean isIn(CqlNode.Frame frame, Code code, String url) {
        return frame.run().valueSets().contains(url, code);
    }
}
